import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { parseJsonPath, valuesAt } from './json-path.ts'
import { matchQuery } from './query-match.ts'
import { parseQuery } from './query-parse.ts'

/** As many objects in one another as fit into a payload, each called `a`. */
const nested = (depth: number): unknown => JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth))

/** Counts how often the members of any object are listed: the work that a path costs. */
function counted(value: unknown): { readonly value: unknown; readonly looks: () => number } {
  let looks = 0
  const watch = (inner: unknown): unknown =>
    typeof inner !== 'object' || inner === null
      ? inner
      : new Proxy(inner, {
          ownKeys: target => {
            looks++
            return Reflect.ownKeys(target)
          },
          get: (target, name) => watched(Reflect.get(target, name)),
          getOwnPropertyDescriptor: (target, name) => {
            const own = Reflect.getOwnPropertyDescriptor(target, name)
            return own === undefined ? undefined : { ...own, value: watched(own.value) }
          },
        })
  const known = new Map<unknown, unknown>()
  const watched = (inner: unknown) => {
    if (!known.has(inner)) known.set(inner, watch(inner))
    return known.get(inner)
  }
  return { value: watched(value), looks: () => looks }
}

describe('a path through a hostile payload', () => {
  it('looks at each object once a step, however they lie in one another', () => {
    const { value, looks } = counted(nested(200))
    const steps = parseJsonPath('$..a..a..a..a..a') ?? []
    expect(valuesAt(value, steps)).toHaveLength(196)
    expect(looks()).toBeLessThanOrEqual(200 * steps.length)
  })

  it('goes as deep as JSON does', () => {
    expect(valuesAt(nested(5_000), parseJsonPath('$..a') ?? [])).toHaveLength(5_000)
  })

  it('finds in order of the document', () => {
    const json = { a: { x: 1, b: { x: 2 } }, c: [{ x: 3 }], x: 4 }
    expect(valuesAt(json, parseJsonPath('$..x') ?? [])).toEqual([4, 1, 2, 3])
  })
})

describe('a payload whose values at a path lie in one another', () => {
  const DEPTH = 400
  const input = JSON.stringify(nested(DEPTH))
  const tree = createTreeBuilder().append([
    { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: 0, details: { input } },
  ])

  afterEach(() => vi.restoreAllMocks())

  it.each([
    ['$..a..a..a = 1', 1],
    ['$..a..a..a = 2', 0],
    ['$..a!=1', 0],
    ['$..a:"{\\"a\\":1}"', 1],
    ['$..a:zz', 0],
    ['$..a!:zz', 1],
    ['$..a!="{\\"a\\":1}"', 0],
    ['$..a!="{\\"a\\":2}"', 1],
  ])('is asked %s, and each of its parts is written once at most', (text, count) => {
    const parsed = parseQuery(text)
    if ('problem' in parsed) throw new Error(parsed.problem.message)
    // Each name that is written is written by it; value by value they are 80,000.
    const writes = vi.spyOn(JSON, 'stringify')
    expect(matchQuery(tree, parsed.query).spans).toHaveLength(count)
    expect(writes.mock.calls.length).toBeLessThan(2 * DEPTH)
  })
})

describe('a hostile query', () => {
  const tree = createTreeBuilder().append(eventsOf('1<0 ExecutionStarted 2<0 PassStateEntered P 3<2 PassStateExited P'))

  it.each([
    ['a word that no pattern can hold', 'x'.repeat(40_000)],
    ['250,000 terms', 'state:P '.repeat(250_000)],
    ['600 terms', 'P '.repeat(600)],
    ['a path of many steps', `$${'..a'.repeat(100)} = 1`],
    ['brackets without end', '('.repeat(5_000)],
    ['brackets without any end', '-('.repeat(20_000)],
  ])('of %s is refused in words', (_what, text) => {
    expect(parseQuery(text)).toMatchObject({ problem: { message: expect.stringMatching(/^[A-Z].{20,200}\.$/) } })
  })

  it('is answered or refused, never thrown', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '(',
        ')',
        ' OR ',
        ' NOT ',
        '-',
        '"',
        '\\',
        '$..',
        '$.a[*]',
        ' = ',
        'state:',
        'duration:>',
        '\u0001',
        '.*',
        '(a+)+$',
      ),
      fc.integer({ min: 1, max: 9_000 }).map(length => '\u0001'.repeat(length)),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const parsed = parseQuery(pieces.join(''))
        if ('query' in parsed) expect(() => matchQuery(tree, parsed.query)).not.toThrow()
      }),
      { numRuns: 300 },
    )
  })
})
