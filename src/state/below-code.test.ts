import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Forest } from '../forest/forest.ts'
import { forestWith, withChange, withChildren } from '../forest/grow.ts'
import { globalKey, type MemberId, rootKeyOf } from '../forest/keys.ts'
import { unlistedChild } from '../forest/started-child.ts'
import type { Way } from '../forest/way.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { decodeBelow, encodeBelow, placedIn, rowsBelow } from './below-code.ts'
import { decodeWay, encodeWay } from './way-code.ts'

const step = fc.record(
  {
    at: fc.oneof(
      fc.integer({ min: 2, max: 2 ** 25 - 1 }),
      fc.string({ unit: 'grapheme' }).map(rest => `arn:${rest}`),
    ),
    name: fc.string({ unit: 'grapheme', minLength: 1 }),
  },
  { requiredKeys: ['at'] },
)
const anyWay: fc.Arbitrary<Way> = fc.array(step, { minLength: 1, maxLength: 4 })

describe('a way in a link', () => {
  it('reads back what it wrote, whatever a child is called', () => {
    fc.assert(
      fc.property(anyWay, way => {
        expect(decodeWay(encodeWay(way))).toEqual(way)
      }),
    )
  })

  it('is short, and leads nowhere where it is damaged', () => {
    expect(encodeWay([{ at: 56, name: 'item-4' }, { at: 82 }])).toBe('1k*item-4~2a')
    for (const code of ['', '~', '1k~', '1k*', 'Ü', '1k*%E0', '-1']) expect(decodeWay(code)).toBeUndefined()
    fc.assert(fc.property(fc.string(), text => void decodeWay(text)))
  })
})

const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Parent/Fan:run'
/** The Map Run's span, in the parent and in its children alike. */
const AT = 8
const PARENT = createTreeBuilder().append(
  eventsOf(`
    1<0 ExecutionStarted   2<0 MapStateEntered Fan   3<2 MapStateStarted length=0   4<3 MapRunStarted mapRunArn=${RUN}`),
)
const childArn = (name: string) => `arn:aws:states:eu-west-1:123456789012:execution:Parent/Fan:${name}`

/** A parent with the children of its Map Run, listed in this order. */
function forestOf(names: readonly string[]): Forest {
  const root = forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree: PARENT })
  return names.reduce(
    (forest, name) => withChildren(forest, globalKey(0, AT), [unlistedChild(childArn(name), name)]),
    root,
  )
}
const idOf = (forest: Forest, name: string): MemberId => forest.memberOfArn(childArn(name))?.id ?? -1

describe('rows of executions below', () => {
  it('are the same on a page that listed the children in another order', () => {
    const here = forestOf(['a', 'b', 'c'])
    const there = forestOf(['c', 'd', 'a'])
    const open = {
      byHand: new Map([
        [rootKeyOf(idOf(here, 'a')), true],
        [globalKey(idOf(here, 'a'), 20), false],
      ]),
      fanOut: new Map(),
    }
    const told = decodeBelow(encodeBelow(rowsBelow(open, here)))
    const id = idOf(there, 'a')
    expect(placedIn(there, told)).toEqual({
      rows: {
        byHand: new Map([
          [rootKeyOf(id), true],
          [globalKey(id, 20), false],
        ]),
        fanOut: new Map(),
      },
      waiting: [],
    })
  })

  it('wait until their execution is known', () => {
    const here = forestOf(['a'])
    const told = rowsBelow({ byHand: new Map([[rootKeyOf(idOf(here, 'a')), true]]), fanOut: new Map() }, here)
    expect(placedIn(forestOf(['b']), told).waiting).toEqual(told)
  })

  it('say nothing of a child that was closed again, nor of the execution that the link names', () => {
    const forest = forestOf(['a'])
    const closed = new Map([
      [rootKeyOf(idOf(forest, 'a')), false],
      [AT, true],
    ])
    expect(encodeBelow(rowsBelow({ byHand: closed, fanOut: new Map() }, forest))).toBeUndefined()
  })

  it('say nothing of an execution that opens with the task that started it, but that it was closed', () => {
    const started = createTreeBuilder().append(
      eventsOf(`1<0 ExecutionStarted  2<0 TaskStateEntered Pay  3<2 TaskScheduled resourceType=states
        4<3 TaskSubmitted resourceType=states output={"ExecutionArn":"${childArn('n')}"}`),
    )
    const root = forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree: started })
    const forest = withChildren(root, globalKey(0, 6), [unlistedChild(childArn('n'), 'n')])
    const told = (open: boolean) =>
      encodeBelow(rowsBelow({ byHand: new Map([[rootKeyOf(1), open]]), fanOut: new Map() }, forest))
    expect(told(true)).toBeUndefined()
    expect(told(false)).toBe('6~~2-')
  })

  it('are found two executions down', () => {
    let forest = withChange(forestOf(['a']), 1, { tree: PARENT, state: { kind: 'read' } })
    forest = withChildren(forest, globalKey(1, AT), [unlistedChild(childArn('z'), 'z')])
    const open = { byHand: new Map([[rootKeyOf(2), true]]), fanOut: new Map() }
    const code = encodeBelow(rowsBelow(open, forest))
    expect(code).toBe('8*a~8*z~~2')
    expect(placedIn(forest, decodeBelow(code)).rows).toEqual(open)
  })

  it('read back what was written, in any order, and take no more than a link has room for', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 2, max: 60_000 }), fc.boolean()), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(fc.array(fc.tuple(anyWay, rows), { maxLength: 40 }), entries => {
        const below = entries.map(([way, keys]) => ({ way, rows: { byHand: new Map(keys), fanOut: new Map() } }))
        const code = encodeBelow(below)
        expect((code ?? '').length).toBeLessThanOrEqual(700)
        expect(code).toBe(encodeBelow(below.toReversed()))
        for (const one of decodeBelow(code)) expect(below).toContainEqual(one)
      }),
    )
  })

  it('open with what can be read, whatever the link says', () => {
    fc.assert(fc.property(fc.string(), text => void decodeBelow(text)))
    expect(decodeBelow('!!**8*a~~2**')).toHaveLength(1)
  })
})
