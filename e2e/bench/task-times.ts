import type { Browser, Page } from '@playwright/test'
import { array, number, object, optional, parse, record, string, unknown } from 'valibot'

/** What Chromium writes down of the work of a thread; times in µs. */
const TraceEvent = object({
  name: string(),
  pid: number(),
  tid: number(),
  ts: optional(number()),
  dur: optional(number()),
  tdur: optional(number()),
  args: optional(record(string(), unknown())),
})
const Trace = object({ traceEvents: array(TraceEvent) })

/** The steering of the browser from outside, not the page's work. */
const FROM_OUTSIDE = 'Receive mojo message'

/** Work of the page's main thread: the longest task, and all of them. */
export interface TaskTimes {
  readonly longestMs: number
  readonly totalMs: number
  /** Each task, the longest first. */
  readonly tasksMs: readonly number[]
}

/** The longest task of the page's main thread while `action` runs, in ms of work: see `taskTimes`. */
export async function longestTaskMs(where: Where, action: () => Promise<void>): Promise<number> {
  return (await taskTimes(where, action)).longestMs
}

interface Where {
  readonly browser: Browser
  readonly page: Page
}

/**
 * The tasks of the page's main thread while `action` runs, in ms of work: what other programs of a busy machine take is not the
 * page's. `action` sets things going within the page by a timer: what comes in from outside does not count.
 */
export async function taskTimes({ browser, page }: Where, action: () => Promise<void>): Promise<TaskTimes> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] })
  let trace: Buffer
  try {
    await action()
  } finally {
    // One that is not stopped would hinder the next.
    trace = await browser.stopTracing()
  }
  const { traceEvents } = parse(Trace, JSON.parse(trace.toString()))
  const threadOf = ({ pid, tid }: { pid: number; tid: number }) => `${pid} ${tid}`
  const isMain = ({ name, args }: (typeof traceEvents)[number]) =>
    name === 'thread_name' && args?.['name'] === 'CrRendererMain'
  const mainThreads = new Set(traceEvents.filter(isMain).map(threadOf))
  const onMain = traceEvents.filter(one => mainThreads.has(threadOf(one)))
  const outside = onMain.filter(({ name }) => name === FROM_OUTSIDE)
  const tasksMs: number[] = []
  for (const task of onMain) {
    if (!task.name.endsWith('RunTask')) continue
    const { ts: from = 0, dur = 0, tdur = 0 } = task
    const steers = outside.some(one => threadOf(one) === threadOf(task) && isWithin(one.ts ?? 0, from, from + dur))
    if (!steers) tasksMs.push(tdur / 1000)
  }
  tasksMs.sort((a, b) => b - a)
  return { longestMs: tasksMs[0] ?? 0, totalMs: tasksMs.reduce((sum, ms) => sum + ms, 0), tasksMs }
}

function isWithin(at: number, from: number, to: number): boolean {
  return at >= from && at <= to
}
