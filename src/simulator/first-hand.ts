import type { EventId } from '../history/events.ts'
import type { FirstHand, MapRunRecord, Run, Visit } from './run.ts'
import type { LiveSpan } from './truth.ts'

export interface Told {
  readonly kind: FirstHand['kind']
  readonly span: LiveSpan
  readonly eventId: EventId
  readonly error: string | undefined
  readonly cause: string | undefined
  readonly visit?: Visit
  readonly number?: number
  readonly child?: Run | undefined
  readonly mapRun?: MapRunRecord | undefined
}

/** Writes down a failure at the event that tells of it. A Fail state that a redrive runs again is the same failure. */
export function note(run: Run, { visit, number = 0, child, mapRun, ...told }: Told): FirstHand {
  const before = told.kind === 'failState' ? run.firstHand.find(failure => failure.span === told.span) : undefined
  if (before) {
    before.redrives = run.redrives
    return before
  }
  const failure: FirstHand = { ...told, run, visit, number, child, mapRun, redrives: run.redrives }
  if (told.eventId > 0) enter(run, failure)
  return failure
}

/** A failure that is known before its event is written: a runtime error, told by the ExecutionFailed itself. */
export function noteLate(run: Run, failure: FirstHand, eventId: EventId): void {
  if (failure.kind !== 'runtime') return
  failure.eventId = eventId
  failure.redrives = run.redrives
  enter(run, failure)
}

function enter(run: Run, failure: FirstHand): void {
  run.firstHand.push(failure)
  run.failureAt.set(failure.eventId, failure)
}
