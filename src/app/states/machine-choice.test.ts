import { expect, it } from 'vitest'
import { forestWith, withChange, withChildren } from '../../forest/grow.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { byMachine } from './machine-choice.tsx'

const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:M/R:1'
const tree = createTreeBuilder().append(
  eventsOf(`
  1<0 ExecutionStarted  2<0 MapStateEntered Reindex  3<2 MapStateStarted  4<3 MapRunStarted mapRunArn=${RUN}`),
)
const child = createTreeBuilder().append(eventsOf('1<0 ExecutionStarted'))

it('keeps what it told of a state machine until another execution of it is read', () => {
  const item = { status: 'RUNNING', startedAt: 1, stoppedAt: undefined, redriveCount: 0, itemCount: 1 }
  const named = (name: string) => {
    const executionArn = `arn:aws:states:eu-west-1:123456789012:execution:M/R:${name}`
    return { ...item, executionArn, name }
  }
  const ref = { kind: 'aws', arn: 'arn:aws:states:eu-west-1:123456789012:execution:M:root' } as const
  const listed = withChildren(forestWith({ ref, tree }), tree.spanOfEvent(4)?.key ?? -1, ['a', 'b'].map(named))
  const one = withChange(listed, 1, { tree: child })
  const first = byMachine(one.knownMembers())
  expect([...first.keys()]).toEqual(['M/R'])
  expect(byMachine(withChange(one, 0, { definition: '{}' }).knownMembers(), first).get('M/R')).toBe(first.get('M/R'))
  const two = byMachine(withChange(one, 2, { tree: child }).knownMembers(), first)
  expect(two.get('M/R')?.trees).toHaveLength(2)
})
