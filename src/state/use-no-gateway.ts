import type { Gateway } from './use-gateway.ts'

/** In place of the gateway in the viewer of a file to share, which asks nobody. */
export function useGateway(): Gateway {
  return NONE
}

const NONE: Gateway = {
  state: 'absent',
  status: undefined,
  profiles: undefined,
  error: undefined,
  choose: async () => undefined,
  turnLogs: async () => undefined,
  refresh: () => undefined,
}
