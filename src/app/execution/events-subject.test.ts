import { expect, it } from 'vitest'
import { forestWith, withChange, withChildren } from '../../forest/grow.ts'
import { globalKey } from '../../forest/keys.ts'
import { unlistedChild } from '../../forest/started-child.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { eventsSubjectOf } from './events-subject.ts'

const builder = createTreeBuilder()
const nothing = builder.tree
const tree = builder.append(
  eventsOf(
    '1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=0  4<3 MapRunStarted mapRunArn=run',
  ),
)
const own = forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree })
const child = 'arn:aws:states:eu-west-1:123456789012:execution:Parent/Fan:a'
const listed = withChildren(own, globalKey(0, 8), [unlistedChild(child, 'a')])

it('is the execution on the page, unless something in one below is selected', () => {
  const page = { member: 0, whose: undefined, tree }
  expect(eventsSubjectOf(tree, listed, { event: 3 })).toMatchObject(page)
  expect(eventsSubjectOf(tree, undefined, { event: 3 })).toMatchObject(page)
  expect(eventsSubjectOf(tree, listed, { member: 0, event: 3 })).toMatchObject(page)
})

it('is the execution below in which something is selected, and never shows the events of another for it', () => {
  const whose = 'Parent/Fan / a'
  const unread = { member: 1, whose, tree: undefined, state: { kind: 'listed' } }
  expect(eventsSubjectOf(tree, listed, { member: 1 })).toEqual(unread)
  const empty = withChange(listed, 1, { tree: nothing, state: { kind: 'loading' } })
  expect(eventsSubjectOf(tree, empty, { member: 1 })).toMatchObject({ tree: undefined })
  const read = withChange(listed, 1, { tree, state: { kind: 'read' } })
  expect(eventsSubjectOf(tree, read, { member: 1, event: 3 })).toMatchObject({ member: 1, whose, tree })
})
