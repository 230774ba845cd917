import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { chromeTrace } from '../src/export/formats/chrome-trace.ts'
import { randomForest } from '../src/simulator/forest/random-forest.ts'
import { simulateForest } from '../src/simulator/forest/simulate-forest.ts'
import { expect, test } from './fixtures/test.ts'
import { grownForest } from './grown-forest.ts'

const require = createRequire(import.meta.url)

const FORESTS = 200

interface TraceEvent {
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur: number
}

/** Chrome traces of random forests as one, each with process ids of its own. */
function traceOfForests(): readonly TraceEvent[] {
  const all: TraceEvent[] = []
  let firstPid = 0
  for (let seed = 0; seed < FORESTS; seed++) {
    const { machine, options } = randomForest(seed)
    const text = [...chromeTrace(grownForest(simulateForest(machine, options)))].join('')
    const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(text)
    let lastPid = 0
    for (const event of traceEvents) {
      all.push({ ...event, pid: firstPid + event.pid })
      lastPid = Math.max(lastPid, event.pid)
    }
    firstPid += lastPid
  }
  return all
}

interface Evented {
  readonly name: string
  readonly events: readonly { readonly type: 'O' | 'C'; readonly frame: number; readonly at: number }[]
}

type Slices = ReadonlyMap<string, readonly string[]>

/** Begins and ends of slices by thread, from the first begin on it, so that clocks do not matter. */
function slicesOf(byThread: ReadonlyMap<string, readonly (readonly [from: number, to: number])[]>): Slices {
  return new Map(
    [...byThread].map(([thread, slices]) => {
      const first = Math.min(...slices.map(([from]) => from))
      return [thread, slices.map(([from, to]) => `${from - first} ${to - first}`).toSorted()]
    }),
  )
}

function wantedSlices(trace: readonly TraceEvent[]): Slices {
  const byThread = new Map<string, [number, number][]>()
  for (const { ph, pid, tid, ts, dur } of trace) {
    if (ph !== 'X') continue
    const thread = byThread.get(`${pid} ${tid}`) ?? []
    thread.push([ts, ts + dur])
    byThread.set(`${pid} ${tid}`, thread)
  }
  return slicesOf(byThread)
}

/** What speedscope made of it: each slice opens a frame and closes it, the last one opened first. */
function readSlices(profiles: readonly Evented[]): Slices {
  const byThread = new Map<string, [number, number][]>()
  for (const { name, events } of profiles) {
    const [, pid = '', tid = ''] = /pid (\d+)\).*tid (\d+)\)$/.exec(name) ?? []
    const thread: [number, number][] = []
    const open: { readonly frame: number; readonly at: number }[] = []
    for (const { type, frame, at } of events) {
      if (type === 'O') open.push({ frame, at })
      else {
        const begun = open.pop()
        if (begun?.frame !== frame) throw new Error(`${name}: what closes at ${at} is not what was opened last`)
        thread.push([begun.at, at])
      }
    }
    if (open.length > 0) throw new Error(`${name}: ${open.length} slices never close`)
    byThread.set(`${pid} ${tid}`, thread)
  }
  return slicesOf(byThread)
}

/** What speedscope has read, as it saves it itself: before it has read, the key means nothing. */
async function saved(page: Page): Promise<string> {
  let text = ''
  await expect(async () => {
    const download = page.waitForEvent('download', { timeout: 5000 })
    await page.keyboard.press('Control+s')
    text = await readFile(await (await download).path(), 'utf8')
  }).toPass({ timeout: 120_000 })
  return text
}

test('speedscope reads every slice of a Chrome trace, where and as long as it is', async ({ browser }, testInfo) => {
  // Making two hundred forests takes most of the time.
  test.slow()
  const release = join(dirname(require.resolve('speedscope/package.json')), 'dist', 'release')
  const trace = traceOfForests()
  const path = testInfo.outputPath('forests.trace.json')
  await writeFile(path, JSON.stringify({ traceEvents: trace }))
  const page = await browser.newPage()
  await page.goto(pathToFileURL(join(release, 'index.html')).href)
  await page.locator('input[type=file]').first().setInputFiles(path)
  await expect(page).toHaveTitle(/forests\.trace\.json/)
  const { profiles }: { profiles: readonly Evented[] } = JSON.parse(await saved(page))
  await page.close()
  const wanted = wantedSlices(trace)
  const read = readSlices(profiles)
  expect([...wanted.values()].flat().length).toBeGreaterThan(10_000)
  expect(read.size).toBe(wanted.size)
  const differs = [...wanted].filter(([thread, slices]) => read.get(thread)?.join() !== slices.join())
  expect(differs.slice(0, 1).map(([thread, slices]) => [thread, slices, read.get(thread)])).toEqual([])
})
