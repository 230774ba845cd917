import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChildList, type ListedChild } from './child-list.ts'

const PREFIX = 'arn:aws:states:eu-west-1:123456789012:execution:SM/Label:'
const nobody = () => undefined

function child(name: string, more: Partial<ListedChild> = {}): ListedChild {
  return {
    executionArn: PREFIX + name,
    name,
    status: 'FAILED',
    startedAt: 1_000,
    stoppedAt: 2_000,
    redriveCount: 0,
    itemCount: undefined,
    ...more,
  }
}

const anyChild = fc.record({
  executionArn: fc.string({ minLength: 1, maxLength: 3 }).map(name => PREFIX + name),
  status: fc.constantFrom('RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE', undefined),
  startedAt: fc.option(fc.integer({ min: 0, max: 1e13 }), { nil: undefined }),
  stoppedAt: fc.option(fc.integer({ min: 0, max: 1e13 }), { nil: undefined }),
  redriveCount: fc.nat(1000),
})
const anyPage = fc.array(
  anyChild.map(({ executionArn, ...told }) => child(executionArn.slice(PREFIX.length), told)),
  { maxLength: 8 },
)

describe('a child list', () => {
  it('tells what was last told of each child, whatever the pages', () => {
    fc.assert(
      fc.property(fc.array(anyPage, { maxLength: 8 }), pages => {
        let list = ChildList.EMPTY
        const told = new Map<string, ListedChild>()
        for (const page of pages) {
          const grown = list.with(page, { first: 1_000 + list.count, known: nobody })
          expect(grown.list.count).toBe(list.count + grown.added)
          list = grown.list
          for (const item of page) told.set(item.executionArn, item)
        }
        const listed = Array.from({ length: list.count }, (_, position) => list.child(position))
        expect(listed).toEqual([...told.values()])
        for (const [arn, item] of told) expect(list.child(list.positionOf(arn))).toEqual(item)
        for (let at = 0; at < list.count; at++) expect(list.positionOfMember(list.memberAt(at))).toBe(at)
        expect(list.positionOf('nobody')).toBe(-1)
      }),
    )
  })

  it('leaves its former versions as they were, and lets two grow from one', () => {
    const one = ChildList.EMPTY.with([child('a')], { first: 1, known: nobody }).list
    const left = one.with([child('b'), child('a', { status: 'SUCCEEDED' })], { first: 2, known: nobody }).list
    const right = one.with([child('c')], { first: 2, known: nobody }).list
    expect([one.count, left.count, right.count]).toEqual([1, 2, 2])
    expect([one.statusAt(0), left.statusAt(0), right.statusAt(0)]).toEqual(['FAILED', 'SUCCEEDED', 'FAILED'])
    expect([one, left, right].map(list => ['a', 'b', 'c'].map(name => list.positionOf(PREFIX + name)))).toEqual([
      [0, -1, -1],
      [0, 1, -1],
      [0, -1, 1],
    ])
    expect(ChildList.EMPTY.count).toBe(0)
  })

  it('holds children of Express workflows and any other ARN', () => {
    const express = 'arn:aws:states:eu-west-1:123456789012:express:SM/Label:n:1'
    const { list } = ChildList.EMPTY.with(
      [
        child('a'),
        child('other', { executionArn: express }),
        child('b', { executionArn: `${PREFIX}not-b` }),
        child(''),
      ],
      { first: 5, known: nobody },
    )
    expect([0, 1, 2, 3].map(position => list.arnAt(position))).toEqual([
      `${PREFIX}a`,
      express,
      `${PREFIX}not-b`,
      PREFIX,
    ])
    expect(list.positionOf(express)).toBe(1)
    expect(() => list.child(4)).toThrow(RangeError)
  })
})
