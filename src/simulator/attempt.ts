import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import { failState } from './failure.ts'
import { note } from './first-hand.ts'
import type { TaskRun, TaskState } from './machine.ts'
import { failureOf, outputOf, resourceOf, taskFamily } from './payloads.ts'
import { later, soon } from './plan.ts'
import { type Run, type Visit, writeOwn } from './run.ts'
import { leave } from './sequence.ts'
import type { LiveSpan } from './truth.ts'

/** One try of a task. */
export interface Attempt {
  readonly visit: Visit
  readonly state: TaskState
  readonly script: TaskRun
  readonly span: LiveSpan
  readonly number: number
  readonly childArn: string | undefined
}

interface Step {
  readonly suffix: string
  readonly details: HistoryEvent['details']
}

/** Writes the attempt's next event. */
export function step(run: Run, attempt: Attempt, { suffix, details }: Step): EventId {
  const { sequence } = attempt.visit
  const type = `${taskFamily(attempt.state.task)}${suffix}`
  const isBare = type === 'LambdaFunctionStarted' || details === undefined
  const id = writeOwn(run, attempt.span, {
    type,
    previousEventId: sequence.lastEventId,
    ...(isBare ? {} : { details }),
  })
  sequence.lastEventId = id
  return id
}

/** The attempt's `*Succeeded`. */
export function writeSuccess(run: Run, attempt: Attempt, output: unknown): EventId {
  const details = { ...resourceOf(attempt.state.task), ...outputOf(output) }
  const succeededId = step(run, attempt, { suffix: 'Succeeded', details })
  run.truth.close(succeededId, attempt.span, 'succeeded')
  return succeededId
}

/** Ends the attempt well and leaves the state. */
export function succeedWith(run: Run, attempt: Attempt, output: unknown): void {
  const { visit, state } = attempt
  const previousEventId = writeSuccess(run, attempt, output)
  const left = state.output ? state.output(output, visit.occasion) : output
  leave(run, visit, { previousEventId, next: state.next, output: left })
}

export interface Trouble {
  /** `Failed`, `TimedOut`, `ScheduleFailed`, … */
  readonly suffix: string
  readonly failure: { readonly error: string; readonly cause: string | undefined }
  /** The execution whose end this is. */
  readonly child?: Run
}

export function fail(run: Run, attempt: Attempt, { suffix, failure, child }: Trouble): void {
  const { visit, span, number } = attempt
  const details = { ...resourceOf(attempt.state.task), ...failureOf(failure) }
  const eventId = step(run, attempt, { suffix, details })
  run.truth.close(eventId, span, suffix === 'TimedOut' ? 'timedOut' : 'failed')
  const origin = note(run, { kind: 'attempt', span, eventId, ...failure, visit, number, child })
  failState(run, visit, { ...failure, eventId, origin })
}

export function after(run: Run, attempt: Attempt, { delayMs, action }: { delayMs: Millis; action: () => void }): void {
  const { sequence } = attempt.visit
  if (delayMs === 0) soon(run, sequence, action)
  else later(run, sequence, { delayMs, action })
}
