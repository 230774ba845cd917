import { criticalPathOf } from '../../src/analysis/critical-path.ts'
import { failureGroups } from '../../src/analysis/failure-groups.ts'
import { stateStatistics } from '../../src/analysis/state-statistics.ts'
import { timeSplitOf } from '../../src/analysis/time-split.ts'
import { transitionsOf } from '../../src/analysis/transitions.ts'
import { waitingFor } from '../../src/analysis/waiting-for.ts'
import { outlineLines } from '../../src/export/outline-text.ts'
import type { HistoryEvent } from '../../src/history/events.ts'
import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import { largeHistory } from '../../src/simulator/large-history.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from '../../src/timeline/rows.ts'
import { atMost, type Figure, median } from './figure.ts'
import { EVENTS, shapesOfHistories } from './shapes.ts'

const RUNS = 5

/** Histories of 25,000 events, all that AWS allows, of the shapes that tempt into squares: none may cost over 5 × the plain one. */
export async function shapeFigures(): Promise<Figure[]> {
  const plain = largeHistory({ events: EVENTS, keepsTruth: false }).events
  // Side by side, so that whatever else the machine does meets both.
  const whole = shapesOfHistories().map(({ name, events }) => {
    const ratios = Array.from({ length: RUNS }, () => costOf(events) / costOf(plain))
    return atMost(`built, analysed, listed and written: ${name} / plain history`, median(ratios), 5, 1)
  })
  return [...whole, ...mendingFigures(plain)]
}

/** The same histories with every so-many-th event missing, put together again by names and by what is open. */
function mendingFigures(plain: readonly HistoryEvent[]): Figure[] {
  return [3, 50].flatMap(nth =>
    shapesOfHistories().map(({ name, events }) => {
      const ratios = Array.from(
        { length: RUNS },
        () => mendingCost(withHoles(events, nth)) / mendingCost(withHoles(plain, nth)),
      )
      return atMost(`mended, one event of ${nth} missing: ${name} / plain history`, median(ratios), 5, 1)
    }),
  )
}

function withHoles(events: readonly HistoryEvent[], nth: number): readonly HistoryEvent[] {
  return events.filter(({ id }) => id % nth !== 0)
}

/** ms until a history of which no more will come is put together. */
function mendingCost(events: readonly HistoryEvent[]): number {
  const start = performance.now()
  const builder = createTreeBuilder()
  builder.append(events)
  if (builder.seal().spanCount === 0) throw new Error('nothing was mended')
  return performance.now() - start
}

/** ms for all that opening a history and looking at each panel asks of its tree. */
function costOf(events: readonly HistoryEvent[]): number {
  const start = performance.now()
  const tree = createTreeBuilder().append(events)
  const now = tree.lastEventAt ?? 0
  const answers = [
    ...[failureGroups(tree), stateStatistics(tree), criticalPathOf(tree), timeSplitOf(tree), transitionsOf(tree)],
    ...[waitingFor(tree, now), rowsOf(tree, DEFAULT_ROWS_VIEW)],
  ]
  let length = answers.length
  for (const line of outlineLines(tree)) length += line.length
  if (length === 0) throw new Error('nothing was written')
  return performance.now() - start
}
