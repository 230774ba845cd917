import { expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { forestWith, withChange, withChildren } from './grow.ts'
import { globalKey } from './keys.ts'
import { unlistedChild } from './started-child.ts'
import { childArnOf, follow, memberAt, wayTo } from './way.ts'

const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Parent/Fan:run'
const childArn = (name: string) => `arn:aws:states:eu-west-1:123456789012:execution:Parent/Fan:${name}`
const tree = createTreeBuilder().append(
  eventsOf(`1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=0
    4<3 MapRunStarted mapRunArn=${RUN}`),
)
const root = forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree })
const listed = withChildren(
  root,
  globalKey(0, 8),
  ['a', 'b'].map(name => unlistedChild(childArn(name), name)),
)

it('leads to where a member hangs, and back', () => {
  expect(wayTo(listed, 0)).toEqual([])
  expect(wayTo(listed, 2)).toEqual([{ at: 8, name: 'b' }])
  expect(memberAt(listed, [{ at: 8, name: 'b' }])).toBe(2)
  expect(wayTo(listed, 7)).toBeUndefined()
})

it('goes as far as the forest does', () => {
  const way = [
    { at: 8, name: 'b' },
    { at: 8, name: 'a' },
  ]
  expect(follow(root, way)).toEqual({ member: 0, next: way[0] })
  expect(follow(listed, way)).toEqual({ member: 2, next: way[1] })
  expect(follow(withChange(listed, 2, { tree }), way)).toEqual({ member: 2, next: way[1] })
  expect(memberAt(listed, way)).toBeUndefined()
})

it('finds a Map Run by its ARN where nobody knows its span', () => {
  expect(memberAt(listed, [{ at: RUN, name: 'a' }])).toBe(1)
  expect(memberAt(listed, [{ at: `${RUN}2`, name: 'a' }])).toBeUndefined()
})

it('knows the ARN of a child by its name', () => {
  expect(childArnOf(RUN, 'c')).toBe(childArn('c'))
  expect(childArnOf('arn:aws:s3:::bucket', 'c')).toBeUndefined()
})
