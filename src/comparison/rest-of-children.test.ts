import { describe, expect, it } from 'vitest'
import type { Forest } from '../forest/forest.ts'
import { forestOf, withChange, withChildren, withListed } from '../forest/grow.ts'
import { globalKey, rootKeyOf } from '../forest/keys.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { restOfChildren } from './rest-of-children.ts'

const ACCOUNT = 'arn:aws:states:eu-west-1:111122223333'
const TREE = createTreeBuilder().append(
  eventsOf(
    `1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=0  4<3 MapRunStarted mapRunArn=${ACCOUNT}:mapRun:R/Items:x`,
  ),
)
const AT = [...depthFirst(TREE)].find(({ span }) => forestOf(TREE).graft(globalKey(0, span.key)))?.span.key ?? -1

/** Members 1, 2, … of a Map Run, each with its name and the item that is known of it. */
function mapRun(children: readonly (readonly [name: string, item?: string])[], isListed = true): Forest {
  const summary = { status: 'SUCCEEDED', startedAt: 0, stoppedAt: 9, redriveCount: 0, itemCount: 1 } as const
  const names = children.map(([name]) => ({ ...summary, executionArn: `${ACCOUNT}:execution:R/Items:${name}`, name }))
  let forest = withChildren(forestOf(TREE), AT, names)
  for (const [at, [name, input]] of children.entries()) {
    if (input !== undefined)
      forest = withChange(forest, at + 1, { summary: { ...summary, stateMachineName: 'R', name, input } })
  }
  return isListed ? withListed(forest, AT, 'ALL') : forest
}

const rest = (forest: Forest, count: number) => {
  return { forest, at: AT, keys: Array.from({ length: count }, (_, at) => rootKeyOf(at + 1)) }
}
const id = (digit: number) => `529f3b6d-806f-4746-a7b4-1e2a52dfe8b${digit}`
const root = rootKeyOf

describe('restOfChildren', () => {
  it('pairs by an item that one of each run was given, and tells nothing of the others', () => {
    const a = mapRun([[id(1), '"x"'], [id(2), '"twice"'], [id(3), '"twice"'], [id(4)]])
    const b = mapRun([
      [id(5), '"twice"'],
      [id(6), '"x"'],
    ])
    expect(restOfChildren(rest(a, 4), rest(b, 2))).toEqual({
      pairs: [[root(1), root(2)]],
      onlyIn: { a: [], b: [] },
      untoldIn: { a: [root(2), root(3), root(4)], b: [root(1)] },
    })
  })

  it('tells that a child is new where all are listed and none of the others may be it', () => {
    const [a, b] = [mapRun([['item-1'], [id(2)]]), mapRun([['item-7']])]
    expect(restOfChildren(rest(a, 2), rest(b, 1))).toEqual({
      pairs: [],
      onlyIn: { a: [root(1), root(2)], b: [root(1)] },
      untoldIn: { a: [], b: [] },
    })
  })

  it('tells nothing of children whose partners may not be listed yet', () => {
    const [a, b] = [mapRun([['item-1']]), mapRun([], false)]
    expect(restOfChildren(rest(a, 1), rest(b, 0)).untoldIn).toEqual({ a: [root(1)], b: [] })
  })
})
