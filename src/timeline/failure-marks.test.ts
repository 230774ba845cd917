import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failureGroups } from '../analysis/failure-groups.ts'
import { failureStoryOf, type ToldFailure } from '../analysis/failure-story.ts'
import { failuresInOrder, isSameFailure } from '../analysis/failures.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { MUTATIONS, mutate } from '../simulator/mutate.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { seededRandom } from '../simulator/seeded-random.ts'
import { simulate } from '../simulator/simulate.ts'
import { activitySilhouette } from './activity-silhouette.ts'
import { type FailureMark, failureMarks, failureWalk, nextInWalk, placeInWalk } from './failure-marks.ts'

function treeOf(drawing: string) {
  return createTreeBuilder().append(eventsOf(drawing))
}

// A failed attempt that was retried, a failed Map Run, a Catch that went on, a redrive, then the failure that ended it.
const REDRIVEN = `
  1<0 ExecutionStarted           2<0 TaskStateEntered Pay       3<2 TaskScheduled  4<3 TaskStarted
  5<4 TaskFailed error=Busy      6<5 TaskScheduled              7<6 TaskStarted    8<7 TaskSucceeded
  9<8 TaskStateExited Pay       10<9 MapStateEntered Ship      11<10 MapStateStarted
  12<11 MapRunStarted           13<12 MapRunFailed error=States.ExceedToleratedFailureThreshold
  14<13 MapStateFailed          15<14 ExecutionFailed
  16<15 ExecutionRedriven       17<12 MapRunRedriven           18<17 MapRunSucceeded
  19<18 MapStateSucceeded       20<19 MapStateExited Ship
  21<20 TaskStateEntered Mail   22<21 TaskScheduled            23<22 TaskStarted   24<23 TaskTimedOut error=States.Timeout
  25<24 ExecutionFailed`

describe('failureMarks', () => {
  it('holds failed attempts, failed Map Runs and what a redrive took up again', () => {
    expect(failureMarks(treeOf(REDRIVEN)).map(mark => mark.eventId)).toEqual([5, 13, 24])
  })

  it('holds a failure without a failed attempt: the output could not be worked out', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 TaskStateEntered Pay  3<2 TaskScheduled  4<3 TaskStarted  5<4 TaskSucceeded
      6<5 EvaluationFailed state=Pay error=States.QueryEvaluationError  7<6 ExecutionFailed`)
    expect(failureMarks(tree)).toMatchObject([{ eventId: 6, key: tree.spanOfEvent(2)?.key }])
  })

  it('is what the overview marks and what the answers count', () => {
    fc.assert(
      fc.property(randomCase(), ({ machine, options }) => {
        const tree = createTreeBuilder().append(simulate(machine, options).events)
        const marks = failureMarks(tree)
        expect(marks.map(mark => mark.eventId)).toEqual(failuresInOrder(tree).map(one => one.eventId))
        expect(new Set(activitySilhouette(tree).failedKeys)).toEqual(new Set(marks.map(mark => mark.key)))
        expect(activitySilhouette(tree).failedAt).toHaveLength(marks.length)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the count of failures', () => {
  it('is one: marks, walk, groups and banner agree, also where a history says things twice or wrongly', () => {
    const mutations = fc.array(fc.constantFrom(...MUTATIONS), { maxLength: 3 })
    fc.assert(
      fc.property(randomCase(), mutations, fc.nat(), ({ machine, options }, wrongs, seed) => {
        const random = seededRandom(seed)
        const events = wrongs.reduce((told, wrong) => mutate(told, wrong, random), simulate(machine, options).events)
        const tree = createTreeBuilder().append(events)
        const count = failureMarks(tree).length
        expect(failureWalk(tree)).toHaveLength(count)
        expect(new Set(failureWalk(tree)).size).toBe(count)
        expect(failureGroups(tree).groups.reduce((sum, group) => sum + group.count, 0)).toBe(count)
        const story = failureStoryOf(tree)
        if (story === undefined) return
        expect(story.all).toBe(count)
        const told = failureMarks(tree).filter(mark =>
          [story.cause, story.after].some(one => isToldBy(tree, mark, one)),
        )
        expect(story.more).toBe(count - told.length)
      }),
      { numRuns: 150 },
    )
  })

  it('counts an attempt once that is recorded twice', () => {
    const tree = treeOf(`
      1<0 ExecutionStarted  2<0 TaskStateEntered Pay  3<2 TaskScheduled  4<3 TaskStarted
      5<4 TaskFailed error=Busy  6<5 TaskFailed error=Busy  7<6 ExecutionFailed error=Busy`)
    expect(tree.spanOfEvent(5)).toBe(tree.spanOfEvent(6))
    expect(failureMarks(tree).map(mark => mark.eventId)).toEqual([5])
    expect(failureWalk(tree)).toHaveLength(1)
    expect(failureStoryOf(tree)).toMatchObject({ all: 1, more: 0 })
  })
})

function isToldBy(tree: ExecutionTree, mark: FailureMark, told: ToldFailure | undefined): boolean {
  return told !== undefined && isSameFailure(tree, mark, told)
}

describe('failureWalk', () => {
  const tree = treeOf(REDRIVEN)
  const walk = failureWalk(tree)

  it('starts with what the execution ended by, and goes on in order', () => {
    expect(walk.map(mark => mark.eventId)).toEqual([24, 5, 13])
  })

  it('goes both ways and round at the ends', () => {
    const at = (eventId: number | undefined, step: 1 | -1) =>
      nextInWalk(walk, { eventId, key: tree.spanOfEvent(eventId ?? 0)?.key }, step)?.eventId
    expect([at(undefined, 1), at(24, 1), at(5, 1), at(13, 1)]).toEqual([24, 5, 13, 24])
    expect([at(undefined, -1), at(13, -1), at(5, -1), at(24, -1)]).toEqual([13, 5, 24, 13])
  })

  it('goes on from a selection between the failures in order of events, never back in time', () => {
    const from = { eventId: 9, key: tree.spanOfEvent(9)?.key }
    expect(nextInWalk(walk, from, 1)?.eventId).toBe(13)
    expect(nextInWalk(walk, from, -1)?.eventId).toBe(5)
  })

  it('knows where one is, by any event of what failed', () => {
    expect(placeInWalk(walk, { eventId: 5, key: tree.spanOfEvent(5)?.key })).toBe(1)
    expect(placeInWalk(walk, { eventId: 3, key: tree.spanOfEvent(5)?.key })).toBe(1)
    expect(placeInWalk(walk, { eventId: 9, key: tree.spanOfEvent(9)?.key })).toBe(-1)
  })

  it('leads nowhere where nothing failed', () => {
    expect(nextInWalk([], { eventId: 9, key: 9 }, 1)).toBeUndefined()
  })
})
