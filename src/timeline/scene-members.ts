import { type GlobalKey, rootKeyOf } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { addBar, type RowPen } from './bar.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { CssPx } from './chart-types.ts'
import { isEndNotTold, type MemberFacts, memberFactsOf } from './member-facts.ts'
import type { ChartRows } from './rows-draft.ts'
import type { FoldedScale } from './time-scale.ts'

/** The life of an open member, behind its rows. */
export interface MemberFrame {
  readonly x0: CssPx
  readonly x1: CssPx
  readonly y0: CssPx
  readonly y1: CssPx
}

/** Adds the bar of a member that is not read: an outline, as only its ends and its outcome are known. */
export function addListedRow(pen: RowPen, key: number, facts: MemberFacts, now: Millis): void {
  const { startedAt, endedAt } = facts
  if (startedAt === undefined) return
  // Every history begins with event 1, whether it is here or not.
  const eventId = 1
  const untold = isEndNotTold(facts)
  const shape = untold ? ('untold' as const) : ('listed' as const)
  const outcome = untold ? 'running' : (facts.outcome ?? 'running')
  const parts = [{ shape, from: startedAt, to: endedAt ?? Math.max(now, startedAt), eventId }]
  addBar(pen, { key, outcome, inferredEnd: false, endEventId: eventId, parts })
}

const readOf = new WeakMap<ChartTrees, ReadonlySet<GlobalKey>>()

/** The keys of the executions below whose histories are here, worked out once for each version of a forest. */
export function readChildren(trees: ChartTrees): ReadonlySet<GlobalKey> {
  let read = readOf.get(trees)
  if (read === undefined) {
    const members = trees.forest?.knownMembers() ?? []
    readOf.set(trees, (read = new Set(members.flatMap(({ id, tree }) => (tree === undefined ? [] : [rootKeyOf(id)])))))
  }
  return read
}

interface FramesInput {
  readonly trees: ChartTrees
  readonly rows: ChartRows
  readonly scale: FoldedScale
  readonly now: Millis
  readonly scrollTopPx: CssPx
  readonly firstRow: number
  readonly endRow: number
}

/** The frames of the open members that have rows in the window. */
export function memberFrames(input: FramesInput): readonly MemberFrame[] {
  const { rows, scale, scrollTopPx } = input
  const frames: MemberFrame[] = []
  for (const { row, endRow } of rows.members) {
    if (endRow <= input.firstRow || row >= input.endRow) continue
    const facts = memberFactsOf(input.trees.forest, rows.keyAt(row))
    if (facts?.startedAt === undefined) continue
    const x0 = scale.project(facts.startedAt)
    const x1 = scale.project(facts.endedAt ?? input.now)
    if (x1 < 0 || x0 > scale.widthPx) continue
    frames.push({ x0, x1, y0: rows.topPx(row) - scrollTopPx, y1: rows.topPx(endRow) - scrollTopPx })
  }
  return frames
}
