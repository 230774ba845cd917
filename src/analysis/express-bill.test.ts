import { describe, expect, it } from 'vitest'
import { forestWith } from '../forest/grow.ts'
import type { Member } from '../forest/member.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { addBills, expressBillOf, expressCostUsd, NO_EXPRESS } from './express-bill.ts'

const ref = { kind: 'aws', arn: 'arn:aws:states:eu-west-1:123456789012:express:Quick:order-7:id' } as const

function lasting(ms: number | undefined, more: Partial<ExecutionSummary> = {}): Member {
  const ends = [
    { id: 1, previousEventId: 0, timestamp: 1000, type: 'ExecutionStarted', details: undefined },
    { id: 2, previousEventId: 1, timestamp: 1000 + (ms ?? 0), type: 'ExecutionSucceeded', details: undefined },
  ]
  const tree = createTreeBuilder().append(ms === undefined ? ends.slice(0, 1) : ends)
  const names = { stateMachineName: 'Quick', name: 'order-7', status: undefined, redriveCount: 0 }
  const summary = { ...names, startedAt: undefined, stoppedAt: undefined, ...more }
  const member = forestWith({ ref, tree, summary }).member(0)
  if (member === undefined) throw new Error('a forest without its root')
  return member
}

describe('what is billed of an Express execution', () => {
  it.each([
    [0, 100],
    [1, 100],
    [100, 100],
    [101, 200],
    [61_234, 61_300],
  ])('%i ms are billed as %i ms and one request', (ms, billedMs) => {
    expect(expressBillOf(lasting(ms))).toEqual({ requests: 1, billedMs, untold: 0 })
  })

  it('leaves out the time of what runs still', () => {
    expect(expressBillOf(lasting(undefined))).toEqual({ requests: 1, billedMs: 0, untold: 1 })
  })

  it('takes each redrive for another request, of a time that is not told', () => {
    expect(expressBillOf(lasting(500, { redriveCount: 2 }))).toEqual({ requests: 3, billedMs: 0, untold: 3 })
  })

  it('adds up', () => {
    const bills = [lasting(101), lasting(undefined)].flatMap(member => expressBillOf(member) ?? [])
    const sum = bills.reduce(addBills, NO_EXPRESS)
    expect(sum).toEqual({ requests: 2, billedMs: 200, untold: 1 })
  })

  it('costs by requests, time and memory', () => {
    const bill = { requests: 1_000_000, billedMs: 10_000 * 1_000_000, untold: 0 }
    // AWS's own example: a million of ten seconds at 64 MB are 625,000 GB-seconds.
    expect(expressCostUsd(bill, 64)).toBeCloseTo(1 + 625_000 * 0.00001667)
    expect(expressCostUsd(bill, 65)).toBe(expressCostUsd(bill, 128))
  })
})
