import type { Millis } from '../history/events.ts'
import type { RunList } from '../runs/run-list.ts'
import type { CssPx, Fold, TimeScale, Viewport } from './chart-types.ts'
import { codeOf } from './outcome-code.ts'
import type { RunLanes } from './run-lanes.ts'
import { type DrawnRuns, drawnOutcome } from './run-points.ts'
import { FOLD_PX } from './time-scale.ts'

/** Runs as bars in lanes. Columns, each lane from left to right. */
export interface RunBoxes {
  readonly count: number
  readonly lanes: number
  readonly x0: Float32Array
  readonly x1: Float32Array
  readonly lane: Uint32Array
  /** `codeOf` of the outcome; of several in one box the gravest. */
  readonly outcome: Uint8Array
  readonly faint: Uint8Array
  /** How many runs a box stands for. */
  readonly runs: Uint32Array
  /** One of them: the gravest. */
  readonly position: Uint32Array
}

/** A run shorter than this is drawn as long, so that it is seen. */
const LEAST_PX: CssPx = 2
/** Runs in one place are one box no wider than this: one that failed must not colour a month. */
const MOST_JOINED_PX: CssPx = 4

/** The bars of runs; those narrower than a pixel join what stands right before them in their lane. */
export function runBoxes(drawn: DrawnRuns, lanes: RunLanes, scale: TimeScale): RunBoxes {
  const { list, now, first, end, wanted } = drawn
  const room = Math.max(0, end - first)
  const boxes = {
    ...{ x0: new Float32Array(room), x1: new Float32Array(room), lane: new Uint32Array(room) },
    ...{ outcome: new Uint8Array(room), faint: new Uint8Array(room), runs: new Uint32Array(room) },
    position: new Uint32Array(room),
  }
  const lastOf = new Map<number, number>()
  let count = 0
  let most = 0
  for (let position = end - 1; position >= first; position--) {
    const lane = lanes.laneOf[position] ?? -1
    if (lane < 0) continue
    const from = list.startedAt(position)
    const x0 = scale.project(from)
    const x1 = Math.max(scale.project(from + list.durationAt(position, now)), x0 + LEAST_PX)
    if (x1 < 0 || x0 > scale.widthPx) continue
    most = Math.max(most, lane + 1)
    const outcome = codeOf(drawnOutcome(list, position))
    const faint = wanted[position] === 1 ? 0 : 1
    const last = lastOf.get(lane)
    const isNear = last !== undefined && x0 < (boxes.x1[last] ?? 0) && x0 - (boxes.x0[last] ?? 0) < MOST_JOINED_PX
    if (isNear && x1 - x0 <= LEAST_PX && !isWide(boxes, last)) {
      boxes.x1[last] = Math.max(boxes.x1[last] ?? 0, x0 + 1)
      boxes.runs[last] = (boxes.runs[last] ?? 0) + 1
      const isGraver = outcome > (boxes.outcome[last] ?? 0) && faint <= (boxes.faint[last] ?? 0)
      if (isGraver || faint < (boxes.faint[last] ?? 0)) {
        boxes.outcome[last] = outcome
        boxes.position[last] = position
        boxes.faint[last] = faint
      }
      continue
    }
    boxes.x0[count] = x0
    boxes.x1[count] = x1
    boxes.lane[count] = lane
    boxes.outcome[count] = outcome
    boxes.faint[count] = faint
    boxes.runs[count] = 1
    boxes.position[count] = position
    lastOf.set(lane, count)
    count++
  }
  return { count, lanes: most, ...boxes }
}

/** A run that is seen for itself takes no other in. */
function isWide(
  boxes: { readonly x0: Float32Array; readonly x1: Float32Array; readonly runs: Uint32Array },
  at: number,
) {
  return boxes.runs[at] === 1 && (boxes.x1[at] ?? 0) - (boxes.x0[at] ?? 0) > LEAST_PX
}

/** The box under a place; -1 for none. One a little beside a thin box hits it. */
export function boxAt(boxes: RunBoxes, place: { readonly xPx: CssPx; readonly lane: number }): number {
  const reachPx = 3
  let found = -1
  let least = reachPx
  for (let index = 0; index < boxes.count; index++) {
    if (boxes.lane[index] !== place.lane) continue
    const beside = Math.max((boxes.x0[index] ?? 0) - place.xPx, place.xPx - (boxes.x1[index] ?? 0), 0)
    if (beside <= least) [found, least] = [index, beside]
  }
  return found
}

/** Gaps are folded where most of the time nothing runs … */
const IDLE_SHARE = 0.6
/** … each from this share of the window on. */
const LEAST_SHARE = 0.04
/** What stays in sight of a gap at each end, as a share of the time in which something runs. */
const STUB_SHARE = 0.02
/** So much of the width folds may take. */
const FOLDS_SHARE = 0.4

/** The stretches of a window in which no run was open, where they would take the room of those that were. */
export function runFolds(
  list: RunList,
  window: Viewport,
  { now, widthPx }: { now: Millis; widthPx: CssPx },
): readonly Fold[] {
  const gaps = gapsBetween(list, window, now)
  const length = window.to - window.from
  const idle = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0)
  if (idle < length * IDLE_SHARE) return []
  const stub = (length - idle) * STUB_SHARE
  const long = gaps.filter(gap => gap.to - gap.from >= Math.max(length * LEAST_SHARE, 4 * stub))
  return long.length * FOLD_PX > widthPx * FOLDS_SHARE
    ? []
    : long.map(gap => ({ from: gap.from + stub, to: gap.to - stub }))
}

function gapsBetween(list: RunList, { from, to }: Viewport, now: Millis): readonly Fold[] {
  const gaps: Fold[] = []
  let busyTo: Millis | undefined
  for (let position = list.count - 1; position >= 0; position--) {
    const start = list.startedAt(position)
    const ms = list.durationAt(position, now)
    if (Number.isNaN(ms) || start + ms < from || start > to) continue
    if (start > (busyTo ?? from)) gaps.push({ from: busyTo ?? from, to: start })
    busyTo = Math.max(busyTo ?? from, start + ms)
  }
  if (busyTo !== undefined && busyTo < to) gaps.push({ from: busyTo, to })
  return gaps
}
