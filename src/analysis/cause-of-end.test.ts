import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { troubleTree } from '../../e2e/trouble.ts'
import type { EventId, HistoryEvent } from '../history/events.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import type { Machine, State } from '../simulator/machine.ts'
import { MUTATIONS, mutate } from '../simulator/mutate.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { seededRandom } from '../simulator/seeded-random.ts'
import { type Simulation, simulate } from '../simulator/simulate.ts'
import { causeOfEnd } from './cause-of-end.ts'
import { failuresInOrder } from './failures.ts'
import { spanErrorOf } from './span-error.ts'

function told(text: string): string {
  const found = causeOfEnd(createTreeBuilder().append(eventsOf(text)))
  if (found === undefined) return 'none'
  const { cause, after } = found
  return `${cause.eventId} ${cause.error ?? '-'}${after === undefined ? '' : `, after ${after.eventId} ${after.error ?? '-'}`}`
}

describe('causeOfEnd', () => {
  it('tells the failure that was caught on the way to a Fail state, past what ran in between', () => {
    const found = causeOfEnd(troubleTree('caught-then-fail-state'))
    expect(found?.cause).toMatchObject({ eventId: 12, state: 'GiveUp', error: undefined })
    expect(found?.after).toMatchObject({
      eventId: 5,
      state: 'MakeThumbnails',
      error: 'Runtime.InvalidEntrypoint',
      consequence: 'caught',
    })
  })

  it('tells the latest of several that were caught, none that was only retried', () => {
    expect(
      told(`
        1<0 ExecutionStarted  2<0 TaskStateEntered A  3<2 TaskScheduled  4<3 TaskFailed error=First  5<4 TaskStateExited A
        6<5 TaskStateEntered B  7<6 TaskScheduled  8<7 TaskFailed error=Second  9<8 TaskStateExited B
        10<9 TaskStateEntered C  11<10 TaskScheduled  12<11 TaskFailed error=Third  13<12 TaskScheduled
        14<13 TaskSucceeded  15<14 TaskStateExited C  16<15 FailStateEntered End  17<16 ExecutionFailed error=Over`),
    ).toBe('16 Over, after 8 Second')
  })

  it('tells what failed inside a container whose Catch led to the Fail state', () => {
    expect(
      told(`
        1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=1  4<3 MapIterationStarted Fan 0
        5<4 TaskStateEntered T  6<5 TaskScheduled  7<6 TaskFailed error=Inner  8<7 MapIterationFailed Fan 0
        9<7 MapStateFailed  10<9 MapStateExited Fan  11<10 FailStateEntered End  12<11 ExecutionFailed`),
    ).toBe('11 -, after 7 Inner')
  })

  it('tells it after a redrive that failed the same way', () => {
    expect(
      told(`
        1<0 ExecutionStarted  2<0 TaskStateEntered A  3<2 TaskScheduled  4<3 TaskFailed error=First  5<4 TaskStateExited A
        6<5 FailStateEntered End  7<6 ExecutionFailed error=Over  8<7 ExecutionRedriven  9<6 ExecutionFailed error=Over`),
    ).toBe('6 Over, after 4 First')
  })

  it('knows no failure before a Fail state that a Choice led to, nor before any other failure', () => {
    expect(told('1<0 ExecutionStarted  2<0 FailStateEntered End  3<2 ExecutionFailed error=Over')).toBe('2 Over')
    expect(
      told(`
        1<0 ExecutionStarted  2<0 TaskStateEntered A  3<2 TaskScheduled  4<3 TaskFailed error=First  5<4 TaskStateExited A
        6<5 TaskStateEntered B  7<6 TaskScheduled  8<7 TaskFailed error=Second  9<8 ExecutionFailed error=Second`),
    ).toBe('8 Second')
  })

  it('finds what failed inside where a container points at what came last, as emulators do', () => {
    expect(
      told(`
        1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=2  4<3 MapIterationStarted Fan 0
        5<3 MapIterationStarted Fan 1  6<4 FailStateEntered Boom  7<6 MapIterationFailed Fan 0  8<5 PassStateEntered P
        9<8 PassStateExited P  10<9 MapIterationSucceeded Fan 1  11<10 MapStateFailed  12<11 ExecutionFailed error=Bad`),
    ).toBe('6 Bad')
  })

  it('is the end itself where the execution timed out, and nothing where it was stopped', () => {
    expect(told('1<0 ExecutionStarted  2<0 WaitStateEntered W  3<0 ExecutionTimedOut')).toBe('3 States.Timeout')
    expect(told('1<0 ExecutionStarted  2<0 WaitStateEntered W  3<0 ExecutionAborted')).toBe('none')
  })

  it('names a runtime error in the visit it happened in, even where an attempt had succeeded', () => {
    const tree = createTreeBuilder().append(
      eventsOf(`
        1<0 ExecutionStarted  2<0 TaskStateEntered T  3<2 TaskScheduled  4<3 TaskSucceeded
        5<4 ExecutionFailed error=States.Runtime`),
    )
    expect(causeOfEnd(tree)?.cause).toMatchObject({ eventId: 5, key: 4, state: 'T' })
  })

  it('points on into a nested execution, not where the task itself timed out', () => {
    const cause = '{"ExecutionArn":"arn:aws:states:eu-west-1:111122223333:execution:Child:c1","Cause":"x"}'
    const failing = (type: string) => {
      const events = eventsOf(`
        1<0 ExecutionStarted  2<0 TaskStateEntered T  3<2 TaskScheduled
        4<3 ${type} resourceType=states resource=startExecution.sync:2  5<4 ExecutionFailed error=States.TaskFailed`)
      const told = events.map(event => (event.id === 4 ? { ...event, details: { ...event.details, cause } } : event))
      return causeOfEnd(createTreeBuilder().append(told))?.cause.child
    }
    expect(failing('TaskFailed')).toEqual({
      kind: 'nested',
      arn: 'arn:aws:states:eu-west-1:111122223333:execution:Child:c1',
    })
    expect(failing('TaskTimedOut')).toBeUndefined()
  })

  it('points on into a Map Run that too many items failed in, not into one that failed by itself', () => {
    const failing = (error: string) =>
      causeOfEnd(
        createTreeBuilder().append(
          eventsOf(`
            1<0 ExecutionStarted  2<0 MapStateEntered Each  3<2 MapStateStarted
            4<3 MapRunStarted mapRunArn=arn:aws:states:eu-west-1:111122223333:mapRun:M/L:r1
            5<4 MapRunFailed error=${error}  6<5 MapStateFailed  7<6 ExecutionFailed error=${error}`),
        ),
      )?.cause
    expect(failing('States.ExceedToleratedFailureThreshold')).toMatchObject({
      eventId: 5,
      key: 8,
      child: { kind: 'mapRun', arn: 'arn:aws:states:eu-west-1:111122223333:mapRun:M/L:r1', key: 8 },
    })
    expect(failing('States.ItemReaderFailed')).toMatchObject({ eventId: 5, child: undefined })
  })

  it('finds what truly failed, in any history', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      expectTruth(simulate(machine, options))
    })
    fc.assert(property, { numRuns: 300 })
  })

  it('finds what truly was caught before a machine gave up, in any history', () => {
    let seen = 0
    const property = fc.property(randomCase(), ({ machine, options }) => {
      seen += expectTruth(simulate(givingUp(machine), options)) === undefined ? 0 : 1
    })
    fc.assert(property, { numRuns: 300 })
    expect(seen).toBeGreaterThan(0)
  })

  it('tells something of any history, however broken, and ends', () => {
    const broken = fc.tuple(randomCase(), fc.array(fc.constantFrom(...MUTATIONS), { maxLength: 4 }), fc.nat())
    const property = fc.property(broken, ([{ machine, options }, mutations, seed]) => {
      const random = seededRandom(seed)
      const history: readonly HistoryEvent[] = simulate(machine, { ...options, maxEvents: 150 }).events
      const events = mutations.reduce((all, kind) => mutate(all, kind, random), history)
      const tree = createTreeBuilder().append(events)
      causeOfEnd(tree)
      failuresInOrder(tree)
      for (const { span } of depthFirst(tree)) spanErrorOf(tree, span)
    })
    fc.assert(property, { numRuns: 300 })
  })
})

/** The same machine, but that whatever it catches leads to a Fail state in the end. */
function givingUp(machine: Machine): Machine {
  const states = Object.entries(machine.states).map(([name, state]): [string, State] =>
    name.startsWith('Fallback') ? [name, { type: 'Pass', next: 'GiveUp' }] : [name, state],
  )
  return { ...machine, states: { ...Object.fromEntries(states), GiveUp: { type: 'Fail', error: 'GaveUp' } } }
}

/** Holds the cause against the simulator's; gives the failure that was caught before it. */
function expectTruth({ events, failures, status }: Simulation): EventId | undefined {
  const found = causeOfEnd(createTreeBuilder().append(events))
  expect(found !== undefined).toBe(status === 'FAILED' || status === 'TIMED_OUT')
  if (found === undefined) return undefined
  expect(found.cause.eventId).toBe(failures.cause)
  expect(found.cause.error).toBe(failures.firstHand.get(failures.cause ?? 0))
  expect(found.cause).toMatchObject({ consequence: 'fatal', fate: 'fatal' })
  const isFailState = events[found.cause.eventId - 1]?.type === 'FailStateEntered'
  let before = isFailState ? (events[found.cause.eventId - 1]?.previousEventId ?? 0) : 0
  while (before > 0 && !failures.caught.has(before)) before = events[before - 1]?.previousEventId ?? 0
  expect(found.after?.eventId ?? 0).toBe(before)
  return found.after?.eventId
}

describe('failuresInOrder', () => {
  it('finds every true failure with its error and what truly followed, in any history', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const { events, failures } = simulate(machine, options)
      const found = failuresInOrder(createTreeBuilder().append(events))
      expect(found.map(({ eventId }) => eventId)).toEqual([...failures.firstHand.keys()].toSorted((a, b) => a - b))
      for (const { eventId, error, consequence } of found) {
        // Only what a container handed on, or the end, tells a Fail state's; random machines' state names are not unique.
        const isSilent = error === undefined && events[eventId - 1]?.type === 'FailStateEntered'
        if (!isSilent) expect(error).toBe(failures.firstHand.get(eventId))
        if (failures.retried.has(eventId)) expect(consequence).toBe('retried')
        else if (failures.caught.has(eventId)) expect(consequence).toBe('caught')
      }
    })
    fc.assert(property, { numRuns: 400 })
  })
})
