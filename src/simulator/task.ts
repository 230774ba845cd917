import type { EventId, HistoryEvent, Millis } from '../history/events.ts'
import { failExecution } from './execution-end.ts'
import { failState } from './failure.ts'
import type { TaskRun, TaskState } from './machine.ts'
import {
  brokenStateCause,
  childArnOf,
  failureOf,
  hasSubmitted,
  outputOf,
  resourceOf,
  scheduledOf,
  submittedOf,
  taskFailure,
  taskFamily,
  taskOutput,
} from './payloads.ts'
import { ask, later, type Run, soon, type Visit, write, writeOwn } from './run.ts'
import { leave } from './sequence.ts'
import type { LiveSpan } from './truth.ts'

interface Attempt {
  readonly visit: Visit
  readonly state: TaskState
  readonly script: TaskRun
  readonly span: LiveSpan
  readonly childArn: string | undefined
}

const PROMPT: TaskRun = { queueMs: 0, runMs: 1, result: { kind: 'succeeded' } }

/** Begins an attempt: the first ← Entered, a retry ← the failed attempt, after a redrive ← Entered again. */
export function schedule(run: Run, visit: Visit, previousEventId: EventId): void {
  const { state, sequence, name } = visit
  if (state.type !== 'Task') return
  const script = ask(run, state.runs, { ...visit.occasion, earlierAttempts: visit.attempts }) ?? PROMPT
  const details = scheduledOf(visit, state)
  const scheduledId = write(run, { type: `${taskFamily(state.task)}Scheduled`, previousEventId, details })
  visit.attempts += 1
  const span = run.truth.open(scheduledId, { kind: 'taskAttempt', name, attempt: visit.attempts }, visit.span)
  run.truth.event(scheduledId, span)
  sequence.lastEventId = scheduledId
  queue(run, { visit, state, script, span, childArn: childArnOf(run, state.task) })
}

function queue(run: Run, attempt: Attempt): void {
  const { result, queueMs } = attempt.script
  const timesOut = result.kind === 'timedOut' && result.while === 'queued'
  if (timesOut || failsAt(attempt) === 'schedule')
    return after(run, attempt, { delayMs: queueMs, action: () => end(run, attempt) })
  after(run, attempt, { delayMs: queueMs, action: () => start(run, attempt) })
}

function start(run: Run, attempt: Attempt): void {
  const { task } = attempt.state
  if (failsAt(attempt) === 'start') return end(run, attempt)
  const details = task.kind === 'activity' ? { workerName: 'worker-7f9c' } : resourceOf(task)
  step(run, attempt, { suffix: 'Started', details })
  if (!hasSubmitted(task))
    return after(run, attempt, { delayMs: attempt.script.runMs, action: () => end(run, attempt) })
  after(run, attempt, { delayMs: attempt.script.submitMs ?? 40, action: () => submit(run, attempt) })
}

function submit(run: Run, attempt: Attempt): void {
  if (failsAt(attempt) === 'submit') return end(run, attempt)
  step(run, attempt, { suffix: 'Submitted', details: submittedOf(run, attempt.state.task, attempt.childArn) })
  after(run, attempt, { delayMs: attempt.script.runMs, action: () => end(run, attempt) })
}

function end(run: Run, attempt: Attempt): void {
  const { visit, state, script, childArn } = attempt
  const { result } = script
  if (result.kind === 'succeeded' || result.kind === 'unusable') return succeed(run, attempt)
  if (result.kind === 'timedOut')
    return fail(run, attempt, { suffix: 'TimedOut', failure: { error: 'States.Timeout', cause: undefined } })
  if (result.kind === 'stepFailed') {
    const failure = { error: result.error, cause: 'The request could not be sent.' }
    return fail(run, attempt, { suffix: `${STEP_NAMES[failsAt(attempt) ?? 'start']}Failed`, failure })
  }
  const isNested = visit.state === state && childArn !== undefined
  const failure = taskFailure(run, state.task, {
    error: result.error,
    cause: result.cause,
    childArn: isNested ? childArn : undefined,
  })
  fail(run, attempt, { suffix: 'Failed', failure })
}

function succeed(run: Run, attempt: Attempt): void {
  const { visit, state, script, childArn, span } = attempt
  const output = taskOutput(script, visit.sequence.data, childArn)
  const succeededId = step(run, attempt, {
    suffix: 'Succeeded',
    details: { ...resourceOf(state.task), ...outputOf(output) },
  })
  run.truth.close(succeededId, span, 'succeeded')
  if (script.result.kind === 'unusable') {
    const cause = brokenStateCause(visit, `Invalid path '$.Payload.lines' : Missing property in path $['Payload']`)
    return failExecution(run, visit.sequence, { error: 'States.Runtime', cause, eventId: succeededId })
  }
  const left = state.output ? state.output(output, visit.occasion) : output
  leave(run, visit, { previousEventId: succeededId, next: state.next, output: left })
}

interface Trouble {
  readonly suffix: string
  readonly failure: { readonly error: string; readonly cause: string | undefined }
}

function fail(run: Run, attempt: Attempt, { suffix, failure }: Trouble): void {
  const details = { ...resourceOf(attempt.state.task), ...failureOf(failure) }
  const eventId = step(run, attempt, { suffix, details })
  run.truth.close(eventId, attempt.span, suffix === 'TimedOut' ? 'timedOut' : 'failed')
  failState(run, attempt.visit, { ...failure, eventId })
}

const STEP_NAMES = { schedule: 'Schedule', start: 'Start', submit: 'Submit' }

/** The step that fails, of those the task's family has a failure event for. */
function failsAt({ script, state }: Attempt): 'schedule' | 'start' | 'submit' | undefined {
  if (script.result.kind !== 'stepFailed') return undefined
  if (state.task.kind === 'activity') return 'schedule'
  if (state.task.kind === 'lambda') return script.result.step === 'schedule' ? 'schedule' : 'start'
  return script.result.step === 'submit' && hasSubmitted(state.task) ? 'submit' : 'start'
}

interface Step {
  readonly suffix: string
  readonly details: HistoryEvent['details']
}

function step(run: Run, attempt: Attempt, { suffix, details }: Step): EventId {
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

function after(run: Run, attempt: Attempt, { delayMs, action }: { delayMs: Millis; action: () => void }): void {
  const { sequence } = attempt.visit
  if (delayMs === 0) soon(run, sequence, action)
  else later(run, sequence, { delayMs, action })
}
