import { expect, it } from 'vitest'
import type { ExecutionListItem } from '../history/execution-summary.ts'
import { listed } from '../runs/testing-runs.ts'
import type { RunSource } from '../source/run-source.ts'
import { SourceError } from '../source/source.ts'
import { DEFAULT_LOAD_SETTINGS } from './load-settings.ts'
import { createRunLoader } from './run-loader.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const ARN = 'arn:aws:states:eu-central-1:123456789012:stateMachine:Nightly'
const START = 1_790_000_000_000
const HOUR = 3_600_000

/** A machine with a run an hour, newest first, ten a page; what is on top can change. */
function machine(count: number) {
  const time = createVirtualTime()
  const runs: ExecutionListItem[] = Array.from({ length: count }, (_, hoursAgo) =>
    listed(`run-${count - hoursAgo}`, START - hoursAgo * HOUR),
  )
  const asked: (string | undefined)[] = []
  let failing: SourceError | undefined
  let silent = false
  const source: RunSource = {
    describeMachine: () => Promise.reject(new SourceError('AccessDeniedException', 'You may not.')),
    listRuns: async ({ token }, signal) => {
      asked.push(token)
      if (failing !== undefined) throw failing
      if (silent) await time.sleep(1e9, signal)
      const from = Number(token ?? 0)
      const executions = runs.slice(from, from + 10)
      return from + 10 < runs.length ? { executions, nextToken: `${from + 10}` } : { executions }
    },
  }
  const loader = createRunLoader(ARN, { source, surroundings: time, settings: DEFAULT_LOAD_SETTINGS })
  return {
    ...{ time, runs, asked, loader },
    fail: (error: SourceError | undefined) => {
      failing = error
    },
    hush: (isSilent: boolean) => {
      silent = isSilent
    },
  }
}

it('reads the newest page, older ones when asked, and says when there are no more', async () => {
  const { loader, time, asked } = machine(25)
  loader.start()
  await time.settle()
  expect([loader.view.list.count, loader.view.isWhole, asked]).toEqual([10, false, [undefined]])
  expect(loader.view.machineProblem?.code).toBe('AccessDeniedException')
  loader.readOlder()
  await time.settle()
  expect(loader.view.list.count).toBe(20)
  loader.readOlder()
  await time.settle()
  loader.readOlder()
  await time.settle()
  expect([loader.view.list.count, loader.view.isWhole, asked.length]).toEqual([25, true, 3])
})

it('reaches back as far as somebody looks, also when they wished for it before anything was here, once', async () => {
  const { loader, time, asked } = machine(100)
  loader.reachBack(START - 35 * HOUR)
  loader.start()
  await time.settle()
  const reached = asked.length
  expect(loader.view.list.firstBefore(START - 35 * HOUR)).toBeLessThan(loader.view.list.count)
  loader.reachBack(START - 35 * HOUR)
  loader.reachBack(START - 5 * HOUR)
  await time.settle()
  expect(asked.length).toBe(reached)
})

it('loses nothing to an error: Retry goes on with the page that failed', async () => {
  const { loader, time, asked, fail } = machine(25)
  loader.start()
  await time.settle()
  fail(new SourceError('AccessDeniedException', 'You may not.'))
  loader.readOlder()
  await time.settle()
  expect([loader.view.error?.code, loader.view.list.count]).toEqual(['AccessDeniedException', 10])
  fail(undefined)
  loader.retry()
  await time.settle()
  expect([loader.view.error, loader.view.list.count, asked.at(-1)]).toEqual([undefined, 20, '10'])
})

it('stops when cancelled and goes on from there when asked', async () => {
  const { loader, time, hush } = machine(25)
  loader.start()
  await time.settle()
  hush(true)
  loader.readOlder()
  await time.settle()
  expect(loader.view.reading).toBe('older')
  loader.cancel()
  await time.settle()
  expect([loader.view.reading, loader.view.error, loader.view.list.count]).toEqual([undefined, undefined, 10])
  hush(false)
  loader.readOlder()
  await time.settle()
  expect(loader.view.list.count).toBe(20)
})

it('looks again every 30 s while something runs, up to what it knows, and never in a hidden tab', async () => {
  const { loader, time, runs, asked } = machine(25)
  const running = { ...listed('now', START + HOUR), status: 'RUNNING', stoppedAt: undefined }
  runs.unshift(running)
  loader.start()
  await time.settle()
  const before = time.now()
  expect(loader.view.list.isRunning(0)).toBe(true)
  await time.until(() => asked.length === 2)
  expect(time.now() - before).toBe(30_000)
  time.setVisible(false)
  while (await time.next());
  expect(asked.length).toBe(2)
  runs[0] = { ...running, status: 'SUCCEEDED', stoppedAt: START + 2 * HOUR }
  time.setVisible(true)
  await time.settle()
  expect([asked.length, loader.view.list.isRunning(0), loader.view.list.count]).toEqual([3, false, 10])
  while (await time.next());
  expect(asked.length).toBe(3)
})
