import { type Attempt, after, fail, step, succeedWith } from '../attempt.ts'
import type { StartPlan, Starts } from '../machine.ts'
import { outputOf, resourceOf } from '../payloads.ts'
import { ask, later } from '../plan.ts'
import { type Run, type StartedChild } from '../run.ts'
import { stopLater } from './map-run-children.ts'
import { descriptionOf, startAnswerOf, syncAnswerOf } from './nested-payloads.ts'

interface Start {
  readonly starts: Starts
  /** Ends the attempt as its script tells: a task token was answered, or nobody answered in time. */
  readonly endAsTold: () => void
}

/** What a task that starts an execution waits for. */
type Form = 'start' | 'sync' | 'token' | 'syncExpress'

function formOf({ task }: Attempt['state']): Form {
  const resource = task.kind === 'integration' ? task.resource : ''
  if (resource === 'startSyncExecution') return 'syncExpress'
  if (resource.endsWith('.waitForTaskToken')) return 'token'
  return /\.sync(:2)?$/.test(resource) ? 'sync' : 'start'
}

/** A task starts an execution: after Started, in the form of its resource. */
export function startExecution(run: Run, attempt: Attempt, { starts, endAsTold }: Start): void {
  const { visit, script } = attempt
  const plan: StartPlan = ask(run, starts.plans, visit.occasion) ?? { kind: 'started' }
  after(run, attempt, {
    delayMs: script.submitMs ?? 40,
    action: () => {
      if (plan.kind === 'refused') refuse(run, attempt, plan)
      else begin(run, attempt, { starts, plan, endAsTold })
    },
  })
}

/** Optimised integrations and the SDK's name the service apart; neither says more than a text. */
function refuse(run: Run, attempt: Attempt, { error, cause }: Extract<StartPlan, { kind: 'refused' }>): void {
  const { task } = attempt.state
  const isSdk = task.kind === 'integration' && task.resourceType.startsWith('aws-sdk:')
  const ids = `Request ID: ${run.random.uuid()}`
  const failure = isSdk
    ? { error: `Sfn.${error}`, cause: `${cause} (Service: Sfn, Status Code: 400, ${ids}) (SDK Attempt Count: 1)` }
    : {
        error: `StepFunctions.${error}`,
        cause: `${cause} (Service: AWSStepFunctions; Status Code: 400; Error Code: ${error}; ${ids}; Proxy: null)`,
      }
  fail(run, attempt, { suffix: 'Failed', failure })
}

interface Begun extends Start {
  readonly plan: Extract<StartPlan, { kind: 'started' }>
}

function begin(run: Run, attempt: Attempt, { starts, plan, endAsTold }: Begun): void {
  const form = formOf(attempt.state)
  const { what } = starts
  const child = run.world.start({
    parent: run,
    machine: what.machine,
    machineName: what.name,
    account: what.account ?? run.identity.account,
    type: form === 'syncExpress' ? 'EXPRESS' : 'STANDARD',
    input: attempt.visit.sequence.data,
    timeoutSeconds: what.timeoutSeconds ?? 0,
    stopAfterMs: plan.stopAfterMs,
  })
  const started: StartedChild = { run: child, span: attempt.span, isTold: false, toldStatus: undefined }
  run.started.push(started)
  if (form === 'start') return told(run, attempt, started)
  const wait: Wait = { attempt, started, outlives: plan.outlives ?? false }
  if (form === 'syncExpress') return waitForEnd(run, wait, () => answer(run, wait))
  // The answer to the start comes a moment later: a quick child may have ended by then.
  after(run, attempt, {
    delayMs: run.random.between(0, 5),
    action: () => {
      submit(run, wait)
      if (form === 'sync') return waitForEnd(run, wait, () => passOn(run, wait))
      dependOn(run, wait)
      after(run, attempt, {
        delayMs: attempt.script.runMs,
        action: () => {
          letGo(run, wait)
          endAsTold()
        },
      })
    },
  })
}

interface Wait {
  readonly attempt: Attempt
  readonly started: StartedChild
  readonly outlives: boolean
}

/** Plain starts are done once the child runs. */
function told(run: Run, attempt: Attempt, started: StartedChild): void {
  after(run, attempt, {
    delayMs: run.random.between(0, 5),
    action: () => {
      started.isTold = true
      succeedWith(run, attempt, startAnswerOf(run, started.run, attempt.state.task))
    },
  })
}

function submit(run: Run, { attempt, started }: Wait): void {
  started.isTold = true
  const answered = startAnswerOf(run, started.run, attempt.state.task)
  step(run, attempt, { suffix: 'Submitted', details: { ...resourceOf(attempt.state.task), ...outputOf(answered) } })
}

function dependOn(run: Run, { attempt, started, outlives }: Wait): void {
  if (outlives) return
  run.dependents.add({
    sequence: attempt.visit.sequence,
    child: started.run,
    abandon: () => {
      if (started.run.status === 'RUNNING') stopLater(run, started.run)
    },
  })
}

function letGo(run: Run, { started }: Wait): void {
  for (const dependent of run.dependents) if (dependent.child === started.run) run.dependents.delete(dependent)
}

/** Goes on when the child ends, or when the task's own time is up; void if the sequence is stopped before. */
function waitForEnd(run: Run, wait: Wait, action: () => void): void {
  const { attempt, started } = wait
  const { sequence } = attempt.visit
  const child = started.run
  dependOn(run, wait)
  const epochs = { own: sequence.epoch, run: run.epoch }
  let isOver = false
  const isVoid = () => isOver || sequence.epoch !== epochs.own || run.epoch !== epochs.run
  const wake = () => {
    if (isVoid()) return
    isOver = true
    letGo(run, wait)
    later(run, sequence, { delayMs: run.random.between(1, run.options.latencyMs * 4), action })
  }
  if (child.status === 'RUNNING') child.onEnd.push(wake)
  else wake()
  const { timeoutSeconds } = attempt.state
  if (timeoutSeconds === undefined || isOver) return
  const timeOut = () => {
    if (isVoid()) return
    isOver = true
    letGo(run, wait)
    fail(run, attempt, { suffix: 'TimedOut', failure: { error: 'States.Timeout', cause: undefined } })
    if (!wait.outlives && child.status === 'RUNNING') stopLater(run, child)
  }
  later(run, sequence, { delayMs: timeoutSeconds * 1000, action: timeOut })
}

/** The end of a `.sync` child is the task's: its description as output, or as the cause of the failure. */
function passOn(run: Run, { attempt, started }: Wait): void {
  const { run: child } = started
  started.toldStatus = child.status
  const description = descriptionOf(child, attempt.state.task)
  if (child.status === 'SUCCEEDED') return succeedWith(run, attempt, description)
  const failure = { error: 'States.TaskFailed', cause: JSON.stringify(description) }
  fail(run, attempt, { suffix: 'Failed', failure, child })
}

/** StartSyncExecution answers well for a child that failed, too. */
function answer(run: Run, { attempt, started }: Wait): void {
  started.isTold = true
  started.toldStatus = started.run.status
  succeedWith(run, attempt, syncAnswerOf(started.run))
}
