import { expect, it } from 'vitest'
import { forestWith, withChange, withChildren } from '../../forest/grow.ts'
import { globalKey } from '../../forest/keys.ts'
import { unlistedChild } from '../../forest/started-child.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { wayProblem } from './way-problem.ts'

const tree = createTreeBuilder().append(
  eventsOf(`1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=0
    4<3 MapRunStarted mapRunArn=arn:aws:states:eu-west-1:123456789012:mapRun:Parent/Fan:run`),
)
const child = 'arn:aws:states:eu-west-1:123456789012:execution:Parent/Fan:a'
const loading = withChange(forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree }), 0, { state: { kind: 'loading' } })
const read = withChange(loading, 0, { state: { kind: 'read' } })
const listed = withChildren(read, globalKey(0, 8), [unlistedChild(child, 'a')])
const both = withChange(listed, 1, { tree, state: { kind: 'read' } })

it('waits for what is on the way', () => {
  expect(wayProblem({ within: '6', event: 3 }, loading)).toBeUndefined()
  expect(wayProblem({ within: '8*a', event: 30 }, read)).toBeUndefined()
  expect(wayProblem({ within: '8*a', event: 30 }, listed)).toBeUndefined()
  expect(wayProblem({ within: '8*a', event: 3 }, both)).toBeUndefined()
})

it('tells what is not there', () => {
  expect(wayProblem({ within: '6', event: 3 }, read)).toMatch(/nothing here has started/)
  expect(wayProblem({ within: '8*a', event: 30 }, both)).toBe(
    'The link points at event #30 of a, but that execution has 4 events.',
  )
  expect(wayProblem({ within: '6', event: 3 }, undefined)).toMatch(/this file does not hold/)
})
