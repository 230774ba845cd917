import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logOfEnvironment, type SimulatedEnvironment, type SimulatedLogLine } from '../simulator/lambda-log.ts'
import { invocationsOf, invocationsWithin, phasesOfInvocation } from './invocations.ts'
import { ownedLines } from './lines-of-requests.ts'

const T0 = 1_767_225_600_000

const print = fc.record(
  {
    afterMs: fc.nat(400),
    level: fc.constantFrom('ERROR', 'WARN', 'INFO', 'DEBUG'),
    text: fc.oneof(
      fc.string(),
      fc.constantFrom('START of work', 'END', 'REPORT {"a":1}', 'RequestId: none', '{"x":1}'),
    ),
    isRaw: fc.boolean(),
  },
  { requiredKeys: ['afterMs', 'level', 'text'] },
)
const prints = fc.array(print, { maxLength: 6 }).map(all => all.toSorted((a, b) => a.afterMs - b.afterMs))
const environment = fc.record({
  format: fc.constantFrom('text' as const, 'json' as const),
  memoryMB: fc.constantFrom(128, 256, 3008),
  initMs: fc.integer({ min: 1, max: 2_000 }),
  initPrints: fc.array(
    print.map(one => ({ ...one, afterMs: 0, isRaw: true })),
    { maxLength: 2 },
  ),
  invocations: fc.array(
    fc.record({
      requestId: fc.uuid(),
      // Shorter than what is printed in it: lines share milliseconds with those of the next.
      durationMs: fc.integer({ min: 400, max: 450 }),
      usedMB: fc.integer({ min: 30, max: 120 }),
      status: fc.constantFrom('success' as const, 'timeout' as const),
      prints,
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

/** Some environments of one function at the same time, and how their lines come. */
const logs = fc
  .array(environment, { minLength: 1, maxLength: 4 })
  .map(all => {
    let firstId = 1
    return all.flatMap(({ invocations, ...rest }, nth) => {
      const inTurn = invocations.map((one, at) => ({ ...one, at: T0 + nth * 37 + at * 450 }))
      const whole: SimulatedEnvironment = { ...rest, stream: `2026/01/01/[$LATEST]${nth}`, invocations: inTurn }
      const lines = logOfEnvironment(whole, firstId)
      firstId += lines.length
      return lines
    })
  })
  .chain(lines =>
    fc.record({
      lines: fc.constant(lines),
      arriving: fc.shuffledSubarray([...lines], { minLength: lines.length, maxLength: lines.length }),
      again: fc.subarray([...lines]),
    }),
  )

describe('the lines of a request', () => {
  it('are told apart however they come, late, twice, out of order and mixed with others', () => {
    fc.assert(
      fc.property(logs, ({ lines, arriving, again }) => {
        const owned = ownedLines([...arriving, ...again])
        const truth = new Map(lines.map(({ id, ownerId }) => [id, ownerId]))
        expect(owned).toHaveLength(lines.length)
        for (const { line, ownerId } of owned) expect([line.id, ownerId]).toEqual([line.id, truth.get(line.id)])
      }),
    )
  })

  it('give the phases of its bar, memory and billed time', () => {
    const [line] = oneInvocation('text')
    const { lines, at } = line
    const [invocation] = invocationsOf(ownedLines(lines))
    expect(invocation?.report).toEqual({
      ...{ durationMs: 30_000, billedMs: 31_210, memoryMB: 256, usedMB: 243, initMs: 1_210, restoreMs: undefined },
      ...{ status: 'timeout', errorType: undefined },
    })
    expect(invocation && phasesOfInvocation(invocation)).toEqual([
      { kind: 'init', from: at - 1_210, to: at },
      { kind: 'run', from: at, to: at + 30_000 },
    ])
  })

  it('give the same in JSON', () => {
    const [text] = oneInvocation('text')
    const [json] = oneInvocation('json')
    const reports = [text, json].map(({ lines }) => invocationsOf(ownedLines(lines))[0])
    expect(reports[0]?.report).toEqual({ ...reports[1]?.report })
    expect(reports[0]?.traceId).toBe('1-67891233-abcdef012345678912345678')
    expect(reports[1]?.traceId).toBe('1-67891233-abcdef012345678912345678')
  })

  it('of several, only those that began while the attempt was under way may be its own', () => {
    const ids = ['a', 'b', 'c'].map(letter => `${letter.repeat(8)}-0000-4000-8000-000000000000`)
    const invocations = ids.map((requestId, nth) => {
      return { requestId, at: T0 + nth * 10_000, durationMs: 5_000, usedMB: 50, prints: [] }
    })
    const lines = logOfEnvironment({ stream: 's', format: 'text', memoryMB: 128, initMs: 10, invocations }, 1)
    const found = invocationsWithin(invocationsOf(ownedLines(lines)), { from: T0 + 9_900, to: T0 + 15_100 })
    expect(found.map(({ requestId }) => requestId)).toEqual(ids.slice(1, 2))
  })

  it('are nobody’s where the end of what ran before may stand in front', () => {
    const { lines } = oneInvocation('text')[0]
    const stray = { id: '0', at: T0 - 20_000, arrivedAt: undefined, stream: 's', message: 'stray' }
    const warm = [stray, ...lines.filter(({ message }) => !message.startsWith('INIT_START'))]
    expect(ownedLines(warm)[0]).toMatchObject({ text: 'stray', ownerId: undefined })
  })
})

function oneInvocation(format: 'text' | 'json'): [{ lines: readonly SimulatedLogLine[]; at: number }] {
  const invocation = {
    ...{ requestId: '8f14e45f-ceea-467f-a0e6-10ee84d00e55', at: T0, durationMs: 30_000, usedMB: 243, prints: [] },
    ...({ status: 'timeout', traceId: '1-67891233-abcdef012345678912345678' } as const),
  }
  const environment = { stream: 's', format, memoryMB: 256, initMs: 1_210, invocations: [invocation] }
  return [{ lines: logOfEnvironment(environment, 1), at: T0 }]
}
