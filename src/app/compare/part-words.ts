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

/** A part of a run's time in words, without the state machine below that it is of: `PostInvoices › Post · backoff`. */
export function partWords({ path, kind }: Pick<TimePart, 'path'> & { readonly kind: TimeKind }): string {
  if (path === '') return kind === 'idle' ? 'Idle before a redrive' : 'Between states'
  return `${path} · ${DOING[kind]}`
}

/** ` in PaymentService`: which execution below a state is of; nothing for the run's own. */
export function machineWords(machine: string | undefined): string {
  if (machine === undefined) return ''
  return ` in ${machine === '' ? 'an execution below' : machine}`
}
