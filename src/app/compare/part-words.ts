import type { TimeKind } from '../../analysis/time-split.ts'
import type { TimePart } from '../../comparison/time-difference.ts'

/** What a state was doing, behind its name. */
const DOING: Readonly<Record<TimeKind, string>> = {
  running: 'running',
  callback: 'waiting for a callback',
  wait: 'waiting',
  queued: 'queued',
  backoff: 'backoff',
  idle: 'idle before a redrive',
  overhead: 'between its steps',
}

/** A part of a run's time in words: `PostInvoices › Post · backoff`. */
export function partWords({ path, kind }: TimePart & { readonly kind: TimeKind }): string {
  if (path === '') return kind === 'idle' ? 'Idle before a redrive' : 'Between states'
  return `${path} · ${DOING[kind]}`
}
