import type { EventId } from '../history/events.ts'
import { type Attempt, after, fail, step, succeedWith, writeSuccess } from './attempt.ts'
import { failExecution } from './execution-end.ts'
import { note } from './first-hand.ts'
import { startExecution } from './forest/start-execution.ts'
import type { TaskRun } from './machine.ts'
import {
  brokenStateCause,
  childArnOf,
  hasSubmitted,
  resourceOf,
  scheduledOf,
  submittedOf,
  taskFailure,
  taskFamily,
  taskOutput,
} from './payloads.ts'
import { ask } from './plan.ts'
import { type Run, type Visit, write } from './run.ts'

const PROMPT: TaskRun = { queueMs: 0, runMs: 1, result: { kind: 'succeeded' } }

/** Begins an attempt: the first ← Entered, a retry ← the failed attempt, after a redrive ← Entered again. */
export function schedule(run: Run, visit: Visit, previousEventId: EventId): void {
  const { state, sequence, name } = visit
  if (state.type !== 'Task') return
  const script = ask(run, state.runs, { ...visit.occasion, earlierAttempts: visit.attempts }) ?? PROMPT
  const details = scheduledOf(run, visit, state)
  const scheduledId = write(run, { type: `${taskFamily(state.task)}Scheduled`, previousEventId, details })
  visit.attempts += 1
  const number = visit.attempts
  const span = run.truth.open(scheduledId, { kind: 'taskAttempt', name, attempt: number }, visit.span)
  run.truth.event(scheduledId, span)
  sequence.lastEventId = scheduledId
  const childArn = state.starts ? undefined : childArnOf(run, state.task)
  queue(run, { visit, state, script, span, number, childArn })
}

function queue(run: Run, attempt: Attempt): void {
  const { result, queueMs } = attempt.script
  const timesOut = result.kind === 'timedOut' && result.while === 'queued'
  if (timesOut || failsAt(attempt) === 'schedule')
    return after(run, attempt, { delayMs: queueMs, action: () => end(run, attempt) })
  after(run, attempt, { delayMs: queueMs, action: () => start(run, attempt) })
}

function start(run: Run, attempt: Attempt): void {
  const { task, starts } = attempt.state
  if (failsAt(attempt) === 'start') return end(run, attempt)
  const details = task.kind === 'activity' ? { workerName: 'worker-7f9c' } : resourceOf(task)
  step(run, attempt, { suffix: 'Started', details })
  if (starts) return startExecution(run, attempt, { starts, endAsTold: () => end(run, attempt) })
  if (!hasSubmitted(task))
    return after(run, attempt, { delayMs: attempt.script.runMs, action: () => end(run, attempt) })
  after(run, attempt, { delayMs: attempt.script.submitMs ?? 40, action: () => submit(run, attempt) })
}

function submit(run: Run, attempt: Attempt): void {
  if (failsAt(attempt) === 'submit') return end(run, attempt)
  step(run, attempt, { suffix: 'Submitted', details: submittedOf(run, attempt.state.task, attempt.childArn) })
  after(run, attempt, { delayMs: attempt.script.runMs, action: () => end(run, attempt) })
}

/** Ends the attempt as its script tells. */
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
  const { visit, script, childArn } = attempt
  const output = taskOutput(script, visit.sequence.data, childArn)
  if (script.result.kind !== 'unusable') return succeedWith(run, attempt, output)
  const eventId = writeSuccess(run, attempt, output)
  const cause = brokenStateCause(visit, `Invalid path '$.Payload.lines' : Missing property in path $['Payload']`)
  const told = { error: 'States.Runtime', cause }
  const origin = note(run, { kind: 'runtime', span: visit.span, eventId: 0, ...told, visit })
  failExecution(run, visit.sequence, { ...told, eventId, origin })
}

const STEP_NAMES = { schedule: 'Schedule', start: 'Start', submit: 'Submit' }

/** The step that fails, of those the task's family has a failure event for. */
function failsAt({ script, state }: Attempt): 'schedule' | 'start' | 'submit' | undefined {
  if (script.result.kind !== 'stepFailed') return undefined
  if (state.task.kind === 'activity') return 'schedule'
  if (state.task.kind === 'lambda') return script.result.step === 'schedule' ? 'schedule' : 'start'
  return script.result.step === 'submit' && hasSubmitted(state.task) ? 'submit' : 'start'
}
