import { describe, expect, it } from 'vitest'
import type { LoadProgress } from '../../loading/execution-view.ts'
import { endsOf, progressWords } from './progress-line.tsx'

const loading: LoadProgress = {
  phase: 'loading',
  loaded: [
    { from: 1, to: 4000 },
    { from: 9204, to: 14_203 },
  ],
  loadedEvents: 9000,
  totalEvents: 14_203,
  payloadShare: 1,
  requests: 9,
  nextPollAt: undefined,
}

describe('the progress line', () => {
  it('fills from both ends', () => {
    const { start, end } = endsOf(loading)
    expect([Math.round(start * 1000), Math.round(end * 1000)]).toEqual([282, 352])
  })

  it('counts everything as the end while the beginning is missing', () => {
    expect(endsOf({ ...loading, loaded: [{ from: 13_204, to: 14_203 }], loadedEvents: 1000 }).start).toBe(0)
  })

  it('reads in words', () => {
    expect(progressWords(loading)).toBe('Loading from both ends: 9,000 of 14,203 events')
    expect(progressWords({ ...loading, loadedEvents: 14_203, payloadShare: 0.4 })).toBe('Payloads: 40 %')
  })
})
