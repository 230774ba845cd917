import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { failureGroups } from './failure-groups.ts'
import { failureStoryOf } from './failure-story.ts'
import { failuresInOrder } from './failures.ts'

function treeOf(text: string): ExecutionTree {
  return createTreeBuilder().append(eventsOf(text))
}

function fates(tree: ExecutionTree): string {
  return failuresInOrder(tree)
    .map(({ eventId, state, fate }) => `${eventId} ${state ?? '-'} ${fate}`)
    .join(', ')
}

/** A Map of three: #0 is retried and passes, #1 is caught, #2 brings the run down. */
const MAP = `
  1<0 ExecutionStarted   2<0 MapStateEntered Orders   3<2 MapStateStarted length=3
  4<3 MapIterationStarted Orders 0   5<3 MapIterationStarted Orders 1   6<3 MapIterationStarted Orders 2
  7<4 TaskStateEntered Charge    8<7 TaskScheduled   9<8 TaskStarted  10<9 TaskFailed error=Throttled cause="Rate 17 exceeded"
  11<5 TaskStateEntered Charge   12<11 TaskScheduled 13<12 TaskFailed error=Declined  14<13 TaskStateExited Charge
  15<10 TaskScheduled  16<15 TaskSucceeded  17<16 TaskStateExited Charge  18<17 MapIterationSucceeded Orders 0
  19<14 PassStateEntered Skip  20<19 PassStateExited Skip  21<20 MapIterationSucceeded Orders 1
  22<6 TaskStateEntered Charge  23<22 TaskScheduled 24<23 TaskFailed error=Throttled cause="Rate 18 exceeded"
  25<24 TaskScheduled  26<25 TaskStarted  27<26 TaskFailed error=Throttled cause="Rate 19 exceeded"
  28<27 MapIterationFailed Orders 2   29<27 MapStateFailed   30<29 ExecutionFailed error=Throttled cause="Rate 19 exceeded"`

describe('failuresInOrder', () => {
  it('tells what became of each', () => {
    expect(fates(treeOf(MAP))).toBe('10 Charge retried, 13 Charge caught, 24 Charge retried, 27 Charge fatal')
  })

  it('calls a failure retried when the Map around it is run again', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted  4<3 MapIterationStarted Fan 0
      5<4 FailStateEntered Oops  6<5 MapIterationFailed Fan 0  7<5 MapStateStarted  8<7 MapIterationStarted Fan 0`)
    expect(fates(tree)).toBe('5 Oops retried')
  })

  it('calls a failure redriven when a redrive took it up', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 TaskStateEntered Job  3<2 TaskScheduled  4<3 TaskTimedOut error=States.Timeout
      5<4 ExecutionFailed   6<5 ExecutionRedriven     7<2 TaskScheduled  8<7 TaskFailed error=Boom`)
    expect(fates(tree)).toBe('4 Job redriven, 8 Job open')
  })

  it('finds a States.Runtime error in the state whose Entered is the last word', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 PassStateEntered Shape
      3<2 ExecutionFailed error=States.Runtime cause="An error occurred while executing the state"`)
    expect(fates(tree)).toBe('3 Shape fatal')
  })

  it('tells a Fail state the error that the execution ends with', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 FailStateEntered Refuse  3<2 ExecutionFailed error=NotAllowed cause="by policy"`)
    expect(failuresInOrder(tree)).toMatchObject([{ eventId: 2, error: 'NotAllowed', causeText: 'by policy' }])
  })

  it('gives siblings that went down together one fate', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 ParallelStateEntered Both  3<2 ParallelStateStarted
      4<3 TaskStateEntered A  5<4 TaskScheduled  6<3 TaskStateEntered B  7<6 TaskScheduled
      8<5 TaskFailed error=X  9<7 TaskFailed error=Y  10<8 ParallelStateFailed  11<10 ExecutionFailed error=X`)
    expect(fates(tree)).toBe('8 A fatal, 9 B fatal')
  })
})

describe('failureStoryOf', () => {
  it('names the deepest cause: state, iteration, error, attempt', () => {
    expect(failureStoryOf(treeOf(MAP))).toMatchObject({
      ...{ outcome: 'failed', after: undefined, more: 3, complete: true },
      cause: {
        ...{ eventId: 27, state: 'Charge', error: 'Throttled', firstLine: 'Rate 19 exceeded' },
        ...{ attempt: { number: 2, of: 2 }, place: { text: 'Orders #2 › Charge' } },
      },
    })
  })

  it('tells the failure that was caught on the way to a Fail state', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 TaskStateEntered Book  3<2 TaskScheduled  4<3 TaskFailed error=NoCar  5<4 TaskStateExited Book
      6<5 FailStateEntered GiveUp  7<6 ExecutionFailed error=Cancelled`)
    expect(failureStoryOf(tree)).toMatchObject({
      cause: { eventId: 6, error: 'Cancelled' },
      after: { eventId: 4, error: 'NoCar', attempt: { number: 1, of: 1 } },
      more: 0,
    })
  })

  it('tells a timeout of the execution itself', () => {
    const tree = treeOf('1<0 ExecutionStarted  2<0 WaitStateEntered Pause  3<0 ExecutionTimedOut')
    expect(failureStoryOf(tree)).toMatchObject({
      ...{ outcome: 'timedOut', more: 0 },
      cause: { eventId: 3, state: undefined, error: 'States.Timeout', place: { text: '' } },
    })
  })

  it.each([
    '1<0 ExecutionStarted  2<0 PassStateEntered P  3<2 PassStateExited P  4<3 ExecutionSucceeded',
    '1<0 ExecutionStarted  2<0 TaskStateEntered T  3<2 TaskScheduled  4<3 TaskFailed',
  ])('has none of %s', text => {
    expect(failureStoryOf(treeOf(text))).toBeUndefined()
  })

  it('tells the end itself while what leads to it is not loaded', () => {
    const tree = createTreeBuilder().append(eventsOf(MAP).slice(-1))
    expect(failureStoryOf(tree)).toMatchObject({ cause: { eventId: 30, error: 'Throttled' }, complete: false })
  })

  it('says of a broken history that it was aborted', () => {
    const tree = treeOf('1<0 ExecutionStarted  2<0 WaitStateEntered Pause  3<0 ExecutionAborted cause="by hand"')
    expect(failureStoryOf(tree)).toMatchObject({
      outcome: 'aborted',
      cause: { eventId: 3, firstLine: 'by hand' },
    })
  })
})

describe('failureGroups', () => {
  it('groups by error and masked cause, fatal ones first', () => {
    const { groups } = failureGroups(treeOf(MAP))
    expect(groups.map(({ error, pattern, count, worst }) => ({ error, pattern, count, worst }))).toEqual([
      { error: 'Throttled', pattern: 'Rate ‹n› exceeded', count: 3, worst: 'fatal' },
      { error: 'Declined', pattern: '', count: 1, worst: 'caught' },
    ])
    expect(groups[0]?.fates).toMatchObject({ fatal: 1, retried: 2 })
    expect(groups[0]?.occurrences.map(one => one.iterations)).toEqual([[0], [2], [2]])
  })

  it('counts every failure exactly once, in any history', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const tree = createTreeBuilder().append(simulate(machine, options).events)
      const grouped = failureGroups(tree).groups.flatMap(group => group.occurrences.map(one => one.eventId))
      expect(grouped.toSorted((a, b) => a - b)).toEqual(failuresInOrder(tree).map(one => one.eventId))
    })
    fc.assert(property, { numRuns: 200 })
  })

  it('tells a story of every execution that did not succeed, and it names a failure of the history', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const simulation = simulate(machine, options)
      const tree = createTreeBuilder().append(simulation.events)
      const story = failureStoryOf(tree)
      const isBad = ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(simulation.status)
      expect(story !== undefined).toBe(isBad)
      if (story === undefined) return
      const { cause, outcome } = story
      if (outcome === 'aborted') expect(tree.event(cause.eventId)?.type).toBe('ExecutionAborted')
      else expect(failuresInOrder(tree).find(one => one.eventId === cause.eventId)?.fate).toBe('fatal')
    })
    fc.assert(property, { numRuns: 300 })
  })
})
