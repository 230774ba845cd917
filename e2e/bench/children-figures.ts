import type { ListedChild } from '../../src/forest/child-list.ts'
import type { Forest } from '../../src/forest/forest.ts'
import { forestWith, withChange, withChildren } from '../../src/forest/grow.ts'
import { globalKey, rootKeyOf } from '../../src/forest/keys.ts'
import type { HistoryEvent } from '../../src/history/events.ts'
import type { ExecutionTree } from '../../src/model/execution-tree.ts'
import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import { largeHistory } from '../../src/simulator/large-history.ts'
import type { RowsView } from '../../src/timeline/chart-types.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from '../../src/timeline/rows.ts'
import { sceneOf } from '../../src/timeline/scene.ts'
import { timeScale } from '../../src/timeline/time-scale.ts'
import { atMost, type Figure, median, told } from './figure.ts'

const RUNS = 31
const LISTED = 10_000
/** Children on a page of ListExecutions. */
const PAGE = 1_000
const READ = 200
const CHILD_EVENTS = 500
/** 100 children of 11,000 events have half a million spans. */
const LARGE_CHILDREN = 100
const LARGE_EVENTS = 11_000

const START = 1_790_000_000_000
const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Parent/Fan:0f9d4c1e-7c55-4b3a-9a60-0d1d7a1f5a11'
const PREFIX = 'arn:aws:states:eu-west-1:123456789012:execution:Parent/Fan:'

/** A parent's Map Run of very many children: what they cost by being listed, opened and read, in Node. */
export async function childrenFigures(): Promise<Figure[]> {
  return [await memoryOfListed(), firstPicture(), openingCost(), frameCost()]
}

/** A parent of 20,000 events whose last state is a distributed Map; the key of its Map Run. */
function parentOf(): { readonly tree: ExecutionTree; readonly at: number; readonly events: readonly HistoryEvent[] } {
  const { events } = largeHistory({ events: 20_000, keepsTruth: false })
  const last = events.length
  const own: readonly (readonly [type: string, details: Record<string, unknown>])[] = [
    ['MapStateEntered', { name: 'Fan' }],
    ['MapStateStarted', { length: 0 }],
    ['MapRunStarted', { mapRunArn: RUN }],
  ]
  // In place of how it ended: it goes on.
  const head = events.slice(0, last - 1)
  const tail = own.map(([type, details], n): HistoryEvent => {
    return { id: last + n, previousEventId: last + n - 1, type, timestamp: START + 1e7 + n, details }
  })
  const all = [...head, ...tail]
  const tree = createTreeBuilder().append(all)
  return { events: all, tree, at: globalKey(0, tree.spanOfEvent(last + 2)?.key ?? -1) }
}

function listedChild(n: number): ListedChild {
  const name = `${n.toString(16).padStart(8, '0')}-7c55-4b3a-9a60-0d1d7a1f5a11`
  const startedAt = START + n * 20
  const status = n % 50 === 0 ? 'FAILED' : 'SUCCEEDED'
  return {
    executionArn: PREFIX + name,
    name,
    status,
    startedAt,
    stoppedAt: startedAt + 4_000,
    redriveCount: 0,
    itemCount: 1,
  }
}

function listed(forest: Forest, at: number, count: number): Forest {
  let grown = forest
  for (let from = 0; from < count; from += PAGE) grown = withChildren(grown, at, pageOf(from))
  return grown
}

function pageOf(from: number): readonly ListedChild[] {
  return Array.from({ length: PAGE }, (_, n) => listedChild(from + n))
}

async function memoryOfListed(): Promise<Figure> {
  const { tree, at } = parentOf()
  const bare = forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree })
  const count = 100_000
  const before = await memoryAtRest()
  const forest = listed(bare, at, count)
  // What the band and the rows keep of a list is counted too.
  pictureMs(tree, forest, { ...DEFAULT_ROWS_VIEW, byHand: new Map([[at, true]]) })
  const used = (await memoryAtRest()) - before
  if (used <= 0) throw new Error('something else gave memory back meanwhile: nothing was measured')
  if (forest.memberCount !== count + 1) throw new Error('not all children are listed')
  return atMost('memory per child that is listed and drawn (bytes)', used / count, 200)
}

/** ms for rows and first frame. */
function pictureMs(tree: ExecutionTree, forest: Forest | undefined, view: RowsView): number {
  const start = performance.now()
  const rows = rowsOf(tree, view, forest)
  const scale = timeScale({ from: START, to: START + 2e7 }, 1_000)
  const scrollTopPx = Math.max(0, rows.heightPx - 800)
  const scene = sceneOf({ tree, ...(forest && { forest }), rows, scale, scrollTopPx, heightPx: 800, now: START + 2e7 })
  const ms = performance.now() - start
  if (scene.endRow === 0) throw new Error('nothing was drawn')
  return ms
}

/** From events and lists as they come to the picture; every list is new, as when it has just arrived. */
function firstPicture(): Figure {
  const { events, at } = parentOf()
  const pages = Array.from({ length: LISTED / PAGE }, (_, page) => pageOf(page * PAGE))
  const opening = (withList: boolean) => {
    const start = performance.now()
    const tree = createTreeBuilder().append(events)
    let forest = forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree })
    if (withList) for (const page of pages) forest = withChildren(forest, at, page)
    const view = { ...DEFAULT_ROWS_VIEW, byHand: new Map([[at, withList]]) }
    return { builtMs: performance.now() - start, pictureMs: pictureMs(tree, forest, view) }
  }
  const sum = ({ builtMs, pictureMs: drawnMs }: ReturnType<typeof opening>) => builtMs + drawnMs
  const ratios = Array.from({ length: RUNS }, () => sum(opening(true)) / sum(opening(false)))
  // In the page most of a first paint is neither: this tells what lists add to the work in Node alone.
  return told('a parent of 20,000 events built and drawn in Node, 10,000 children listed / alone', median(ratios))
}

/** A child is read and its row opened, those before it are read and closed again. */
function openingCost(): Figure {
  const { tree, at } = parentOf()
  const { events } = largeHistory({ events: CHILD_EVENTS, keepsTruth: false })
  const runs = Array.from({ length: 9 }, () => {
    let forest = listed(forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree }), at, LISTED)
    return Array.from({ length: READ }, (_, n) => {
      const child = createTreeBuilder().append(events)
      const start = performance.now()
      forest = withChange(forest, n + 1, { tree: child, state: { kind: 'read' } })
      const byHand = new Map([at, rootKeyOf(n + 1)].map(key => [key, true]))
      return (
        performance.now() -
        start +
        pictureMs(tree, forest, { ...DEFAULT_ROWS_VIEW, byHand, also: new Set([rootKeyOf(n + 1)]) })
      )
    })
  })
  const nth = (number: number) => median(runs.map(run => run[number - 1] ?? Number.NaN))
  return atMost('opening the 200th child / the 2nd', nth(READ) / nth(2), 1.5, 1)
}

/** A frame costs by its pixels, not by what was read. */
function frameCost(): Figure {
  const { tree, at } = parentOf()
  const { events } = largeHistory({ events: LARGE_EVENTS, keepsTruth: false })
  const plain = listed(forestWith({ ref: { kind: 'aws', arn: 'arn' }, tree }), at, LISTED)
  let full = plain
  const byHand = new Map<number, boolean>([[at, true]])
  for (let n = 1; n <= LARGE_CHILDREN; n++) {
    full = withChange(full, n, { tree: createTreeBuilder().append(events), state: { kind: 'read' } })
    byHand.set(rootKeyOf(n), true)
  }
  const fanOut = new Map([[at, { sort: 'start', show: 'all', limit: LARGE_CHILDREN, lanes: false } as const]])
  const frameOf = (forest: Forest, view: RowsView) => {
    const rows = rowsOf(tree, view, forest)
    const scale = timeScale({ from: START, to: START + 2e7 }, 1_000)
    const shared = { tree, forest, rows, scale, heightPx: 800, now: START + 2e7 }
    const times = Array.from({ length: RUNS }, (_, n) => {
      const start = performance.now()
      sceneOf({ ...shared, scrollTopPx: ((rows.heightPx - 800) * n) / RUNS })
      return performance.now() - start
    })
    return median(times)
  }
  const before = frameOf(plain, { ...DEFAULT_ROWS_VIEW, byHand: new Map([[at, true]]), fanOut })
  return atMost(
    'a frame with 100 children of 11,000 events read and open (ms)',
    Math.max(0, frameOf(full, { ...DEFAULT_ROWS_VIEW, byHand, fanOut }) - before),
    8,
  )
}

/** What is kept once nothing is given back any more: buffers and what others left behind go some turns after their owners. */
async function memoryAtRest(): Promise<number> {
  let least = Infinity
  for (;;) {
    collectGarbage()
    await new Promise(resolve => setImmediate(resolve))
    const now = memoryUsed()
    if (now > least * 0.999) return Math.min(now, least)
    least = now
  }
}

/** In bytes; typed arrays lie outside the heap. */
function memoryUsed(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('run node with --expose-gc')
  globalThis.gc()
}
