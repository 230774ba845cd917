import { criticalPathOf } from '../../src/analysis/critical-path.ts'
import { failureGroups } from '../../src/analysis/failure-groups.ts'
import { stateStatistics } from '../../src/analysis/state-statistics.ts'
import { timeSplitOf } from '../../src/analysis/time-split.ts'
import { transitionsOf } from '../../src/analysis/transitions.ts'
import { waitingFor } from '../../src/analysis/waiting-for.ts'
import { outlineLines } from '../../src/export/outline-text.ts'
import type { HistoryEvent } from '../../src/history/events.ts'
import { normalizeEvent } from '../../src/history/normalize-event.ts'
import { createTreeBuilder } from '../../src/model/tree-builder.ts'
import { largeHistory } from '../../src/simulator/large-history.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from '../../src/timeline/rows.ts'
import { manyAttempts, wideMap, wideParallel } from '../hostile/hostile-files.ts'
import { atMost, type Figure, median } from './figure.ts'

const EVENTS = 25_000
const RUNS = 5
/** Parallels in one another, as deep as the page draws. */
const TOWER = 490

/** Histories of 25,000 events, all that AWS allows, of the shapes that tempt into squares: none may cost over 5 × the plain one. */
export async function shapeFigures(): Promise<Figure[]> {
  const plain = largeHistory({ events: EVENTS, keepsTruth: false }).events
  const shapes: readonly (readonly [name: string, events: readonly HistoryEvent[]])[] = [
    ['a Parallel of 24,990 branches', eventsOf(wideParallel(EVENTS - 10))],
    ['a Map of 24,990 iterations', eventsOf(wideMap(EVENTS - 10))],
    ['a task of 8,330 attempts', eventsOf(manyAttempts(8_330))],
    ['12,500 states in a row', chain()],
    [`Parallels ${TOWER} deep`, towers()],
  ]
  // Side by side, so that whatever else the machine does meets both.
  return shapes.map(([name, events]) => {
    const ratios = Array.from({ length: RUNS }, () => costOf(events) / costOf(plain))
    return atMost(`built, analysed, listed and written: ${name} / plain history`, median(ratios), 5)
  })
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

function eventsOf(raw: readonly unknown[]): readonly HistoryEvent[] {
  return raw.map(event => normalizeEvent(event))
}

function event(id: number, previousEventId: number, type: string, name?: string): HistoryEvent {
  return {
    id,
    previousEventId,
    type,
    timestamp: 1_790_000_000_000 + id,
    details: name === undefined ? undefined : { name },
  }
}

function chain(): readonly HistoryEvent[] {
  return Array.from({ length: EVENTS }, (_, at) => {
    if (at === 0) return event(1, 0, 'ExecutionStarted')
    return event(at + 1, at, at % 2 === 1 ? 'PassStateEntered' : 'PassStateExited', `S${(at + 1) >> 1}`)
  })
}

/** One tower of Parallels after the other, each entered to its top and left again. */
function towers(): readonly HistoryEvent[] {
  const events = [event(1, 0, 'ExecutionStarted')]
  const add = (type: string, name?: string) => events.push(event(events.length + 1, events.length, type, name))
  while (events.length + 4 * TOWER <= EVENTS) {
    for (let level = 0; level < TOWER; level++) {
      add('ParallelStateEntered', `P${level}`)
      add('ParallelStateStarted')
    }
    for (let level = TOWER - 1; level >= 0; level--) {
      add('ParallelStateSucceeded')
      add('ParallelStateExited', `P${level}`)
    }
  }
  return events
}
