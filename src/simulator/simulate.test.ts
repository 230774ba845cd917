import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventsOf } from './event-notation.ts'
import type { Machine, State, TaskRun } from './machine.ts'
import type { SimulationOptions } from './options.ts'
import { randomCase } from './random-machine.ts'
import { simulate } from './simulate.ts'
import type { OutlineSpan } from './truth.ts'

const ok: TaskRun = { queueMs: 1, runMs: 5, result: { kind: 'succeeded' } }
const boom: TaskRun = { queueMs: 1, runMs: 5, result: { kind: 'failed', error: 'Boom', cause: 'as told' } }
const task = (runs: TaskRun[], more: Partial<Extract<State, { type: 'Task' }>> = {}): State => ({
  type: 'Task',
  task: {
    kind: 'integration',
    resourceType: 'sns',
    resource: 'publish',
  },
  runs,
  ...more,
})
const one = (state: State): Machine => ({ startAt: 'S', states: { S: state } })
const fan = (processor: Machine, more: Partial<Extract<State, { mode: 'inline' }>> = {}): State => ({
  type: 'Map',
  mode: 'inline',
  maxConcurrency: 1,
  items: [2],
  processor,
  ...more,
})

/** `id<previous Type`, as drawn in tests. */
function linksOf(machine: Machine, options: SimulationOptions = {}): string[] {
  const { events } = simulate(machine, { ...options, latencyMs: 1, adjacency: 1, instantShare: 1 })
  return events.map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`)
}

function drawn(text: string): string[] {
  return eventsOf(text).map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`)
}

describe('a simulated history', () => {
  it('retries from the failed attempt and leaves from what caught', () => {
    const machine: Machine = {
      startAt: 'S',
      states: {
        S: task([boom, boom], {
          retry: [{ errorEquals: ['Boom'], intervalSeconds: 1, maxAttempts: 1, backoffRate: 1 }],
          catch: [{ errorEquals: ['States.ALL'], next: 'F' }],
        }),
        F: { type: 'Pass' },
      },
    }
    expect(linksOf(machine)).toEqual(
      drawn(`1<0 ExecutionStarted 2<0 TaskStateEntered 3<2 TaskScheduled 4<3 TaskStarted 5<4 TaskFailed 6<5 TaskScheduled
        7<6 TaskStarted 8<7 TaskFailed 9<8 TaskStateExited 10<9 PassStateEntered 11<10 PassStateExited 12<11 ExecutionSucceeded`),
    )
  })

  it('starts a later iteration from the last inner event of the one that freed its slot', () => {
    expect(linksOf(one(fan(one({ type: 'Pass' }))))).toEqual(
      drawn(`1<0 ExecutionStarted 2<0 MapStateEntered 3<2 MapStateStarted 4<3 MapIterationStarted 5<4 PassStateEntered
        6<5 PassStateExited 7<6 MapIterationSucceeded 8<6 MapIterationStarted 9<8 PassStateEntered 10<9 PassStateExited
        11<10 MapIterationSucceeded 12<11 MapStateSucceeded 13<11 MapStateExited 14<13 ExecutionSucceeded`),
    )
  })

  it('aborts siblings at the failing event', () => {
    const branches = [one(task([boom])), one({ type: 'Wait', waitMs: [900] }), one(task([{ ...ok, runMs: 900 }]))]
    expect(linksOf(one({ type: 'Parallel', branches })).slice(-5)).toEqual(
      drawn(
        `11<10 TaskFailed 12<11 TaskStateAborted 13<11 TaskStateAborted 14<11 ParallelStateFailed 15<14 ExecutionFailed`,
      ),
    )
  })

  it('takes up after a redrive with no new Entered', () => {
    const links = linksOf(one(fan(one(task([boom, ok])))), { redrives: [{ afterMs: 60_000 }] })
    expect(links.slice(7, 15)).toEqual(
      drawn(`8<7 TaskFailed 9<8 MapIterationFailed 10<8 TaskStateAborted 11<8 MapStateFailed 12<11 ExecutionFailed
        13<12 ExecutionRedriven 14<5 TaskScheduled 15<14 TaskStarted`),
    )
  })

  it('is the same for the same seed', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      expect(simulate(machine, options).events).toEqual(simulate(machine, options).events)
    })
    fc.assert(property, { numRuns: 50 })
  })

  it('tells the truth of a prefix as of a history cut there', () => {
    const property = fc.property(randomCase(), fc.nat(80), ({ machine, options }, cut) => {
      const count = Math.max(1, cut)
      const cutShort = simulate(machine, { ...options, cutAfterEvents: count })
      expect(cutShort.truth).toEqual(simulate(machine, options).truthAt(cutShort.events.length))
    })
    fc.assert(property, { numRuns: 100 })
  })
})

/** What thousands of random cases must have shown at least so often, or the tests on them say little. */
const FEATURES: Record<string, (events: readonly string[], truth: readonly OutlineSpan[]) => boolean> = {
  'iterations at once': (_, truth) =>
    truth.some((span, at) => span.kind === 'mapIteration' && truth.slice(at + 1).some(other => overlap(span, other))),
  'a later round': (_, truth) => truth.some(({ round }) => (round ?? 1) > 1),
  'depth 4': (_, truth) => truth.some(span => containersAround(span, truth) >= 4),
  'two redrives': events => events.filter(type => type === 'ExecutionRedriven').length > 1,
  'an iteration that succeeds after it failed': events =>
    events.lastIndexOf('MapIterationSucceeded') > events.indexOf('ExecutionRedriven') &&
    events.includes('MapIterationFailed'),
  'a Map Run redriven': events => events.includes('MapRunRedriven'),
  'a nested abort': events => events.includes('MapIterationAborted') && events.includes('TaskStateAborted'),
  'a container caught': (events, truth) =>
    truth.some(
      span =>
        span.outcome === 'caught' && truth.some(child => child.parent === span.id && child.kind !== 'taskAttempt'),
    ),
  'an empty Map': events =>
    events.some((type, at) => type === 'MapStateSucceeded' && events[at - 1] === 'MapStateStarted'),
  ...Object.fromEntries(
    [
      'ExecutionAborted',
      'ExecutionTimedOut',
      'EvaluationFailed',
      'TaskSubmitted',
      'ActivityTimedOut',
      'LambdaFunctionFailed',
      'MapRunFailed',
      'WaitStateAborted',
      'ParallelStateAborted',
    ].map(type => [type, (events: readonly string[]) => events.includes(type)]),
  ),
}

function overlap(span: OutlineSpan, other: OutlineSpan): boolean {
  return (
    other.kind === 'mapIteration' &&
    other.parent === span.parent &&
    (span.end ?? Number.POSITIVE_INFINITY) > other.start
  )
}

function containersAround(span: OutlineSpan, truth: readonly OutlineSpan[]): number {
  const parent = truth.find(({ id }) => id === span.parent)
  if (!parent) return 0
  return containersAround(parent, truth) + (parent.kind === 'mapIteration' || parent.kind === 'parallelBranch' ? 1 : 0)
}

describe('random cases', () => {
  const shown = new Map<string, number>()
  for (const { machine, options } of fc.sample(randomCase(), { numRuns: 1500, seed: 7 })) {
    const { events, truth } = simulate(machine, options)
    const types = events.map(({ type }) => type)
    for (const [feature, isShown] of Object.entries(FEATURES))
      if (isShown(types, truth)) shown.set(feature, (shown.get(feature) ?? 0) + 1)
  }

  it.each(Object.keys(FEATURES))('show %s, often', feature => {
    expect(shown.get(feature) ?? 0).toBeGreaterThan(15)
  })
})
