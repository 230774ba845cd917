import { describe, expect, it } from 'vitest'
import type { Machine, PlayedMapRun, StartableMachine, State, TaskRun } from '../machine.ts'
import { type Forest, type ForestOptions, simulateForest } from './simulate-forest.ts'
import { trueAnswer } from './true-answer.ts'

const ok: TaskRun = { queueMs: 1, runMs: 5, result: { kind: 'succeeded' } }
const boom: TaskRun = { queueMs: 1, runMs: 5, result: { kind: 'failed', error: 'Boom', cause: 'as told\nand more' } }
const task = (
  runs: Extract<State, { type: 'Task' }>['runs'],
  more: Partial<Extract<State, { type: 'Task' }>> = {},
): State => ({
  type: 'Task',
  task: { kind: 'integration', resourceType: 'sns', resource: 'publish' },
  runs,
  ...more,
})
const one = (name: string, state: State): Machine => ({ startAt: name, states: { [name]: state } })
const starting = (machine: Machine, more: Partial<StartableMachine> = {}, timeoutSeconds = 60): State =>
  task([ok], {
    timeoutSeconds,
    task: { kind: 'integration', resourceType: 'states', resource: 'startExecution.sync:2' },
    starts: { what: { name: 'Child', machine, ...more }, plans: [] },
  })
const items = (processor: Machine, more: Partial<PlayedMapRun> = {}): Extract<State, { mode: 'distributed' }> => ({
  type: 'Map',
  mode: 'distributed',
  maxConcurrency: 1,
  length: 0,
  label: 'Items',
  runs: [{ items: [0, 1, 2, 3], readMs: 10, childType: 'STANDARD', ...more }],
  processor,
})
const retry = [{ errorEquals: ['States.ALL'], intervalSeconds: 1, maxAttempts: 1, backoffRate: 1 }]

function played(machine: Machine, options: ForestOptions = {}): Forest {
  return simulateForest(machine, { latencyMs: 1, adjacency: 1, instantShare: 1, reactionMs: 0, ...options })
}

/** The state machine of an execution. */
function nameOf(forest: Forest, arn: string | undefined): string {
  return forest.executions.get(arn ?? '')?.stateMachineArn.split(':')[6] ?? 'none'
}

describe('the truth about a forest', () => {
  it('finds the cause two executions down', () => {
    const forest = played(one('Order', starting(one('Pay', starting(one('Charge', task([boom])), { name: 'Card' })))))
    const { cause, via, failures, children } = trueAnswer(forest)
    expect(via.map(({ child, kind, span, event }) => [nameOf(forest, child), kind, span, event])).toEqual([
      ['Child', 'nested', 'a3', 6],
      ['Card', 'nested', 'a3', 6],
    ])
    expect(cause).toMatchObject({ states: ['Charge'], span: 'a3', event: 5, error: 'Boom', cause: 'as told' })
    expect(cause).toMatchObject({ attempt: 1, attempts: 1, execution: via[1]?.child })
    expect(failures.map(({ error, state, fatal }) => [error, state, fatal])).toEqual([
      ['States.TaskFailed', 'Order', 1],
      ['States.TaskFailed', 'Pay', 1],
      ['Boom', 'Charge', 1],
    ])
    expect(children).toEqual({ grafts: 2, listed: 2, read: 2, failed: 2 })
  })

  it('stops at a refused start, at a timeout, and where nothing can be read', () => {
    const refused: State = task([ok], {
      task: { kind: 'integration', resourceType: 'states', resource: 'startExecution.sync' },
      starts: { what: { name: 'Gone', machine: one('S', task([ok])) }, plans: [refusal] },
    })
    expect(trueAnswer(played(one('S', refused))).cause?.error).toBe('StepFunctions.StateMachineDoesNotExistException')
    const slow = starting(one('Nap', { type: 'Wait', waitMs: [5000] }), {}, 1)
    expect(trueAnswer(played(one('S', slow)))).toMatchObject({
      via: [],
      cause: { error: 'States.Timeout', span: 'a3' },
    })
    const hidden = played(one('S', starting(one('T', task([boom])))))
    expect(trueAnswer(hidden, { isReadable: ({ options }) => options.machineName !== 'Child' }).cause?.span).toBe('a3')
  })

  it('takes the child that failed first, never one that was stopped for it', () => {
    const second: Machine = one(
      'Work',
      task(({ data }) => (data === 1 ? boom : ok)),
    )
    const forest = played(one('All', items(second)))
    const { via, cause, children } = trueAnswer(forest)
    expect(via).toHaveLength(1)
    expect(forest.executions.get(via[0]?.child ?? '')?.run.options.input).toBe(1)
    expect(cause).toMatchObject({ states: ['Work'], error: 'Boom' })
    expect(children).toMatchObject({ grafts: 1, listed: 4, failed: 1 })
  })

  it('ends at the Map Run that could not read its items', () => {
    const forest = played(one('All', items(one('S', { type: 'Pass' }), { breaks: { at: 'reader', cause: 'no CSV' } })))
    expect(trueAnswer(forest)).toMatchObject({
      via: [],
      cause: { states: ['All'], error: 'States.ItemReaderFailed', cause: 'no CSV', span: 'r4', attempt: null },
      failures: [{ error: 'States.ItemReaderFailed', state: 'All', count: 1, fatal: 1 }],
    })
  })

  it('knows what was retried, caught and fatal', () => {
    const twice: Machine = {
      startAt: 'Try',
      states: {
        Try: task([boom, boom], { retry, catch: [{ errorEquals: ['Boom'], next: 'Give up' }] }),
        'Give up': { type: 'Fail', error: 'GaveUp' },
      },
    }
    const { cause, after, failures } = trueAnswer(played(twice))
    expect(cause).toMatchObject({ error: 'GaveUp', span: 's10', event: 10, attempt: null })
    expect(after).toMatchObject({ error: 'Boom', event: 8, attempt: 2, attempts: 2 })
    expect(failures).toEqual([
      { error: 'Boom', state: 'Try', count: 2, fatal: 0, caught: 1, retried: 1 },
      { error: 'GaveUp', state: 'Give up', count: 1, fatal: 1, caught: 0, retried: 0 },
    ])
  })

  it('counts what a redrive took up again as retried, children too', () => {
    const second: Machine = one('Work', task([boom, ok]))
    const forest = played(one('All', items(second)), { redrives: [{ afterMs: 60_000 }, { afterMs: 60_000 }] })
    const answer = trueAnswer(forest)
    expect(answer.cause).toMatchObject({ error: 'Boom', attempt: 1 })
    const mapRun = [...forest.mapRuns.values()][0]
    expect(mapRun).toMatchObject({ redrives: 2, status: 'FAILED' })
    expect(mapRun?.children.map(({ status, redrives }) => [status, redrives])).toEqual([
      ['SUCCEEDED', 1],
      ['SUCCEEDED', 1],
      ['FAILED', 0],
    ])
  })

  it('has children wait for their redrive as long as others run', () => {
    const forest = played(
      one('All', items(one('Work', task([boom, { ...ok, runMs: 900 }])), { toleratedFailureCount: 2 })),
      {
        redrives: [{ afterMs: 60_000 }],
        cutAfterMs: 60_300,
      },
    )
    const [mapRun] = forest.mapRuns.values()
    expect(mapRun?.children.map(({ status }) => status)).toEqual(['RUNNING', 'PENDING_REDRIVE', 'PENDING_REDRIVE'])
    expect(mapRun?.pending).toEqual({ executions: 1, items: 1 })
  })

  it('says nothing of an execution that runs, succeeded or was stopped', () => {
    const nap = one('Nap', { type: 'Wait', waitMs: [5000] })
    expect(trueAnswer(played(nap, { cutAfterMs: 100 })).cause).toBeNull()
    expect(trueAnswer(played(nap)).cause).toBeNull()
    expect(trueAnswer(played(nap, { stopAfterMs: 100 })).cause).toBeNull()
    expect(trueAnswer(played(nap, { timeoutSeconds: 1 })).cause).toMatchObject({ span: 'x1', states: [] })
  })
})

const refusal = {
  kind: 'refused',
  error: 'StateMachineDoesNotExistException',
  cause: `State Machine Does Not Exist: 'arn:aws:states:eu-central-1:111122223333:stateMachine:Gone'`,
} as const
