import { describe, expect, it } from 'vitest'
import { forestOf, withChange, withChildren } from '../forest/grow.ts'
import { globalKey } from '../forest/keys.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { membersOf } from './run.ts'

const ACCOUNT = 'arn:aws:states:eu-west-1:111122223333'
const ID = '529f3b6d-806f-4746-a7b4-1e2a52dfe8bf'

function machineBelow(label: string): string | undefined {
  const run = `${ACCOUNT}:mapRun:Reindex/${label}:${ID}`
  const parent = createTreeBuilder().append(
    eventsOf(
      `1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=0  4<3 MapRunStarted mapRunArn=${run}`,
    ),
  )
  const child = createTreeBuilder().append(eventsOf('1<0 ExecutionStarted  2<1 ExecutionSucceeded @9'))
  const alone = forestOf(parent)
  const at =
    [...depthFirst(parent)].find(({ span }) => alone.graft(globalKey(0, span.key)) !== undefined)?.span.key ?? -1
  const listed = { status: 'SUCCEEDED', startedAt: 0, stoppedAt: 9, redriveCount: 0, itemCount: 1 } as const
  const forest = withChildren(alone, at, [
    { ...listed, executionArn: `${ACCOUNT}:execution:Reindex/${label}:${ID}`, name: ID },
  ])
  return membersOf({ forest: withChange(forest, 1, { tree: child, state: { kind: 'read' } }), member: 0 })[1]?.machine
}

describe('membersOf', () => {
  it('tells a Map Run’s machine by its label, or by its state where AWS drew the label', () => {
    expect(machineBelow('Items')).toBe('Reindex/Items')
    expect(machineBelow('0b0dd5a2-6bd1-4b5e-9d5e-0a1f0c2d3e4f')).toBe('Reindex/Fan')
  })
})
