import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../history/events.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { createGathering } from './gathering.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const passes = (from: number, to: number): HistoryEvent[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    id: from + i,
    previousEventId: from + i - 1,
    type: from + i === 1 ? 'ExecutionStarted' : (from + i) % 2 === 0 ? 'PassStateEntered' : 'PassStateExited',
    timestamp: 1_790_000_000_000 + from + i,
    details: { name: `S${(from + i) >> 1}` },
  }))

/** `msPerStep`: how long each look at the clock finds that placing took. */
function rig({ msPerStep = 0 } = {}) {
  const time = createVirtualTime()
  let spentMs = 0
  let backMs = 0
  const surroundings = { ...time, now: () => time.now() + (spentMs += msPerStep) - backMs }
  const trees: (number | undefined)[] = []
  const gathering = createGathering({
    builder: createTreeBuilder(),
    surroundings,
    changed: () => trees.push(gathering.tree()?.eventCount),
    failed: thrown => {
      throw thrown
    },
  })
  const setClockBack = (ms: number) => {
    backMs = ms
  }
  return { gathering, time, trees, setClockBack }
}

describe('gathering', () => {
  it('says of a history that nests deeper than can be shown that it does', async () => {
    const nested = (levels: number) =>
      Array.from({ length: levels }, (_, at): HistoryEvent[] => [
        {
          id: 2 * at + 2,
          previousEventId: 2 * at + 1,
          type: 'ParallelStateEntered',
          timestamp: at,
          details: { name: `P${at}` },
        },
        {
          id: 2 * at + 3,
          previousEventId: 2 * at + 2,
          type: 'ParallelStateStarted',
          timestamp: at,
          details: undefined,
        },
      ]).flat()
    const failures: unknown[] = []
    for (const levels of [400, 600]) {
      const time = createVirtualTime()
      const failed = (thrown: unknown) => failures.push(thrown)
      const gathering = createGathering({ builder: createTreeBuilder(), surroundings: time, changed: () => {}, failed })
      gathering.add([...passes(1, 1), ...nested(levels)])
      await time.settle()
    }
    expect(failures).toMatchObject([{ code: 'NestedTooDeep', why: expect.stringContaining('600 levels') }])
  })

  it('makes a tree of the first page at once, and one of all pages that follow within a quarter of a second', async () => {
    const { gathering, time, trees } = rig()
    gathering.add(passes(1, 10))
    await time.settle()
    gathering.add(passes(21, 30))
    gathering.add(passes(11, 20))
    await time.settle()
    expect([trees, gathering.behind]).toEqual([[10], true])
    await time.next()
    expect([trees, gathering.behind]).toEqual([[10, 30], false])
  })

  it('waits no longer than it would where the clock is set back by a day', async () => {
    const { gathering, time, trees, setClockBack } = rig()
    gathering.add(passes(1, 10))
    await time.settle()
    setClockBack(86_400_000)
    gathering.add(passes(11, 20))
    await time.settle()
    const asked = time.now()
    await time.next()
    expect([trees, time.now() - asked]).toEqual([[10, 20], expect.closeTo(250, -1)])
  })

  it('does not wait once there is no more to come', async () => {
    const { gathering, time, trees } = rig()
    gathering.add(passes(1, 10))
    await time.settle()
    gathering.add(passes(11, 20))
    gathering.hurry()
    expect([trees, gathering.behind]).toEqual([[10, 20], false])
  })

  it('lets others have the thread in the middle of a long page', async () => {
    const { gathering, time, trees } = rig({ msPerStep: 5 })
    gathering.add(passes(1, 1_000))
    await Promise.resolve()
    expect([trees, gathering.behind]).toEqual([[], true])
    gathering.add(passes(1_001, 1_010))
    gathering.hurry()
    await time.until(() => !gathering.behind)
    expect(trees).toEqual([1_000, 1_010])
  })

  it('makes no tree any more after it was stopped', async () => {
    const { gathering, time, trees } = rig({ msPerStep: 5 })
    gathering.add(passes(1, 1_000))
    await Promise.resolve()
    gathering.stop()
    await time.settle()
    gathering.add(passes(1_001, 1_010))
    expect(trees).toEqual([])
  })
})
