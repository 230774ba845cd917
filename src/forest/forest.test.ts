import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import type { ListedChild } from './child-list.ts'
import { clockAligned, offChart, onChart } from './clock.ts'
import type { Forest } from './forest.ts'
import { forestOf, forestWith, withChange, withChildren, withMapRun, withRoot } from './grow.ts'
import { type GlobalKey, globalKey, memberIdOf, rootKeyOf, spanKeyOf } from './keys.ts'

const arn = (name: string) => `arn:aws:states:eu-west-1:123456789012:execution:SM:${name}`
const aws = (name: string) => ({ kind: 'aws', arn: arn(name) }) as const

function listed(name: string, status = 'FAILED'): ListedChild {
  const times = { startedAt: 10, stoppedAt: 20 }
  return { executionArn: arn(name), name, status, ...times, redriveCount: 0, itemCount: undefined }
}

/** An execution that starts another with its task, whose attempt has the key 6. */
function starting(child: string): ExecutionTree {
  const events = eventsOf(`
    1<0 ExecutionStarted @100   2<0 TaskStateEntered Start @110
    3<2 TaskScheduled resourceType=states resource=startExecution.sync @120
    4<3 TaskSubmitted resourceType=states resource=startExecution.sync output=OUTPUT @130`)
  for (const { details } of events) {
    if (details?.['output'] === 'OUTPUT')
      Object.assign(details, { output: JSON.stringify({ ExecutionArn: arn(child) }) })
  }
  return createTreeBuilder().append(events)
}
const AT = 6

function keysBelow(forest: Forest, key: GlobalKey): readonly GlobalKey[] {
  const node = forest.node(key)
  return node === undefined ? [] : [key, ...node.children.flatMap(child => keysBelow(forest, child))]
}

describe('global keys', () => {
  it('give back member and span', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 2, max: 2 ** 25 - 1 }), (member, span) => {
        const key = globalKey(member, span)
        expect(Number.isSafeInteger(key)).toBe(true)
        expect([memberIdOf(key), spanKeyOf(key)]).toEqual([member, span])
      }),
    )
  })
})

describe('a forest of one', () => {
  it('has the spans of its tree under the same keys, in the same order', () => {
    fc.assert(
      fc.property(randomCase(), ({ machine, options }) => {
        const tree = createTreeBuilder().append(simulate(machine, options).events)
        const forest = forestOf(tree)
        expect(keysBelow(forest, rootKeyOf(0))).toEqual([...depthFirst(tree)].map(({ span }) => span.key))
        for (const { span } of depthFirst(tree)) {
          expect(forest.node(span.key)).toMatchObject({ startedAt: span.startedAt, endedAt: span.endedAt })
          expect(forest.node(span.key)?.span).toBe(tree.span(span.key))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('is the same forest for the same tree', () => {
    const tree = starting('child')
    expect(forestOf(tree)).toBe(forestOf(tree))
  })
})

describe('a forest', () => {
  const parent = () => forestWith({ ref: aws('parent'), tree: starting('child') })

  it('hangs the execution that a task started below its attempt', () => {
    const forest = withChildren(parent(), globalKey(0, AT), [listed('child')])
    expect(forest.node(AT)?.children).toEqual([rootKeyOf(1)])
    expect(forest.node(rootKeyOf(1))).toMatchObject({ span: undefined, startedAt: 10, endedAt: 20, children: [] })
    expect(forest.graft(AT)).toMatchObject({ kind: 'nested', arn: arn('child'), waits: true })
    expect(forest.roots).toEqual([0])
  })

  it('tells the way from the root down to a span', () => {
    const open = withChildren(parent(), AT, [listed('child')])
    const forest = withChange(open, 1, { tree: starting('grandchild'), state: { kind: 'read' } })
    expect(forest.locate(globalKey(1, AT))).toEqual({ path: [aws('parent'), aws('child')], span: 'a3' })
    expect(forest.locate(rootKeyOf(1))).toEqual({ path: [aws('parent'), aws('child')] })
    expect(forest.locate(rootKeyOf(7))).toBeUndefined()
    expect(forest.knownMembers().map(({ id }) => id)).toEqual([0, 1])
  })

  it('takes a lone execution below the one that started it', () => {
    const child = forestWith({ ref: aws('child'), tree: starting('grandchild') })
    const both = withRoot(child, { ref: aws('parent'), tree: starting('child') })
    expect(both.roots).toEqual([0, 1])
    const forest = withChildren(both, globalKey(1, AT), [listed('child')])
    expect(forest.roots).toEqual([1])
    expect(forest.node(globalKey(1, AT))?.children).toEqual([rootKeyOf(0)])
    expect(forest.locate(rootKeyOf(0))?.path).toEqual([aws('parent'), aws('child')])
  })

  it('is not led round in a circle by files that were made up', () => {
    const a = forestWith({ ref: aws('a'), tree: starting('b') })
    const b = withChange(withChildren(a, AT, [listed('b')]), 1, { tree: starting('a') })
    const forest = withChildren(b, globalKey(1, AT), [listed('a')])
    expect(forest.roots).toEqual([0])
    expect(keysBelow(forest, rootKeyOf(0))).toEqual([2, 4, AT, rootKeyOf(1), globalKey(1, 4), globalKey(1, AT)])
    expect(forest.graft(globalKey(1, AT))?.children.memberAt(0)).toBe(0)
  })

  it('has one member for an execution that two tasks name', () => {
    const a = forestWith({ ref: aws('a'), tree: starting('c') })
    const both = withRoot(a, { ref: aws('b'), tree: starting('c') })
    const forest = withChildren(withChildren(both, AT, [listed('c')]), globalKey(1, AT), [listed('c')])
    expect(forest.node(AT)?.children).toEqual([rootKeyOf(2)])
    expect(forest.node(globalKey(1, AT))?.children).toEqual([])
    expect(forest.memberOfArn(arn('c'))?.id).toBe(2)
  })

  it('tells what AWS says of a Map Run, and of its children', () => {
    const tree = createTreeBuilder().append(
      eventsOf(`
        1<0 ExecutionStarted        2<0 MapStateEntered Fan      3<2 MapStateStarted length=0
        4<3 MapRunStarted mapRunArn=run`),
    )
    const run = {
      ...{ mapRunArn: 'run', executionArn: arn('parent'), status: 'RUNNING', maxConcurrency: 0, redriveCount: 0 },
      ...{ startedAt: 1, stoppedAt: undefined, itemCounts: { total: 9 }, executionCounts: { total: 9 } },
    }
    const forest = withChildren(withMapRun(forestWith({ ref: aws('parent'), tree }), 8, run), 8, [
      listed('a'),
      listed('b'),
    ])
    expect(forest.graftsOf(0)).toMatchObject([{ kind: 'mapRun', at: 8, arn: 'run', run }])
    expect(forest.graft(8)?.children.count).toBe(2)
    expect(forest.node(8)?.children).toEqual([rootKeyOf(1), rootKeyOf(2)])
    expect(forest.memberCount).toBe(3)
  })

  it('shares what did not change with the version before', () => {
    const before = withChildren(parent(), AT, [listed('child'), listed('other')])
    const [child, other] = [before.member(1), before.member(2)]
    const after = withChildren(before, AT, [listed('child', 'SUCCEEDED'), listed('other'), listed('third')])
    expect(after.member(0)).toBe(before.member(0))
    expect(after.member(2)).toBe(other)
    expect(after.member(1)?.summary?.status).toBe('SUCCEEDED')
    expect(before.member(1)?.summary?.status).toBe('FAILED')
    expect(child?.summary?.status).toBe('FAILED')
    expect(after.version).toBe(before.version + 1)
    expect(withChildren(after, AT, [listed('third')])).toBe(after)
  })

  it('knows nothing of the children of another', () => {
    const one = withChildren(parent(), AT, [listed('child')])
    const other = withChildren(forestWith({ ref: aws('parent'), tree: starting('stranger') }), AT, [listed('stranger')])
    expect([one, other].map(forest => forest.member(1)?.ref)).toEqual([aws('child'), aws('stranger')])
  })

  it('shows a member on a clock of its own', () => {
    const beside = withRoot(parent(), { ref: aws('b'), tree: starting('c'), clock: clockAligned(100, 1_000) })
    expect(beside.node(rootKeyOf(1))?.startedAt).toBe(1_000)
    expect(beside.node(globalKey(1, AT))?.startedAt).toBe(1_020)
    const { clock } = beside.member(1) ?? {}
    expect(clock && offChart(clock, onChart(clock, 7))).toBe(7)
  })
})
