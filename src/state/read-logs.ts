/** What an attempt printed, as far as it is read. */
interface ReadLogOfAttempt {
  readonly lines: readonly string[]
  readonly isWhole: boolean
}

/** By `readLogKey`. */
export type ReadLogs = ReadonlyMap<string, ReadLogOfAttempt>

let logs: ReadLogs = new Map()
const listeners = new Set<() => void>()

/** Logs of attempts that were opened on this page, for queries. */
export const readLogs = {
  now: () => logs,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  put: (key: string, log: ReadLogOfAttempt): void => {
    logs = new Map(logs).set(key, log)
    for (const listener of listeners) listener()
  },
}

/** `sample`: its name, or the empty text; a sample has logs of its own, whoever else has its ARN. */
export function readLogKey(sample: string, executionArn: string, spanId: string): string {
  return `${sample} ${executionArn} ${spanId}`
}
