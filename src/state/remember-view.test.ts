import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ExecutionView } from '../loading/execution-view.ts'
import type { HistoryCache } from '../loading/history-cache.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import type { HistorySource } from '../source/source.ts'
import { historyCache } from './browser-cache.ts'
import { setPreferences } from './preferences.ts'
import { recentExecutions } from './recent-executions.ts'
import { forgetKeptHere, rememberView } from './remember-view.ts'

vi.mock('./browser-cache.ts', () => ({
  historyCache: {
    save: vi.fn<HistoryCache['save']>(async () => undefined),
    forget: vi.fn<HistoryCache['forget']>(async () => undefined),
  },
}))
const { save, forget } = vi.mocked(historyCache)

let runs = 0

/** A view of an execution that was never seen before. */
function viewOf(changes: { phase?: 'complete' | 'following'; status?: string; payloadShare?: number } = {}) {
  const arn = `arn:aws:states:eu-west-1:123456789012:execution:Orders:run-${++runs}`
  const tree = createTreeBuilder().append(eventsOf('1<0 ExecutionStarted 2<1 ExecutionSucceeded'))
  const { phase = 'complete', status = 'SUCCEEDED', payloadShare = 1 } = changes
  const summary = { name: `run-${runs}`, stateMachineName: 'Orders', status, redriveCount: 0 }
  // Only these members are read.
  return { ref: { kind: 'aws', arn }, tree, summary, progress: { phase, payloadShare } } as unknown as ExecutionView
}

function source(live: boolean): HistorySource {
  return { live } as unknown as HistorySource
}

const keptAfter = (view: ExecutionView, from = source(true)) => {
  rememberView(view, from)
  return save.mock.calls.length
}

describe('keeping finished histories', () => {
  beforeEach(() => {
    save.mockClear()
    forget.mockClear()
    setPreferences({ keepHistories: true })
  })

  it('keeps nothing while the switch is off', () => {
    setPreferences({ keepHistories: false })
    expect(keptAfter(viewOf())).toBe(0)
  })

  it('keeps a whole history once, however often it is looked at', () => {
    const view = viewOf()
    keptAfter(view)
    expect(keptAfter(view)).toBe(1)
  })

  it('keeps one again that was forgotten', () => {
    const view = viewOf()
    keptAfter(view)
    forgetKeptHere()
    expect(keptAfter(view)).toBe(2)
  })

  it('forgets one that was still being written when the switch went off', async () => {
    keptAfter(viewOf())
    setPreferences({ keepHistories: false })
    await vi.waitFor(() => expect(forget).toHaveBeenCalledOnce())
  })

  it.each([
    ['that still runs', { status: 'RUNNING' }],
    ['that can be redriven yet', { status: 'PENDING_REDRIVE' }],
    ['that is still followed', { phase: 'following' }],
    ['whose payloads are not all there', { payloadShare: 0.5 }],
  ] as const)('keeps none %s', (_, changes) => {
    expect(keptAfter(viewOf(changes))).toBe(0)
  })

  it('keeps no file and no sample: they can be opened again', () => {
    expect(keptAfter(viewOf(), source(false))).toBe(0)
  })
})

describe('remembering what was opened', () => {
  it('is done by choice alone', () => {
    setPreferences({ keepRecent: false })
    rememberView(viewOf(), source(true))
    expect(recentExecutions.current).toEqual([])
    setPreferences({ keepRecent: true })
    rememberView(viewOf(), source(true))
    expect(recentExecutions.current).toHaveLength(1)
  })
})
