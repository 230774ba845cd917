import { SourceError } from '../source/source.ts'

/** Requests made and bytes that came of them. */
export interface LogSpent {
  readonly requests: number
  readonly bytes: number
}

/** What one wish may cost; more takes another. */
const AT_ONCE: LogSpent = { requests: 20, bytes: 8_000_000 }

/** Up to where may be read by itself, from what was spent by now on. */
export function ceilingFrom({ requests, bytes }: LogSpent): LogSpent {
  return { requests: requests + AT_ONCE.requests, bytes: bytes + AT_ONCE.bytes }
}

/** No error of anything: a person has to be asked. */
export class CeilingReached extends SourceError {
  constructor() {
    super('LogCeiling', 'Enough was read by itself.')
  }
}
