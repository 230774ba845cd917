import { describe, expect, it } from 'vitest'
import { eventsUsed } from '../analysis/budget.ts'
import { causeOfEnd } from '../analysis/cause-of-end.ts'
import { concurrencyOf } from '../analysis/concurrency.ts'
import { criticalPathOf } from '../analysis/critical-path.ts'
import { explainFailure, explainPath, explainTime } from '../analysis/explained.ts'
import { failureGroups } from '../analysis/failure-groups.ts'
import { failureStoryOf } from '../analysis/failure-story.ts'
import { failuresInOrder } from '../analysis/failures.ts'
import { matchQuery } from '../analysis/query-match.ts'
import { parseQuery } from '../analysis/query-parse.ts'
import { valuesFor } from '../analysis/query-suggest.ts'
import { stateStatistics } from '../analysis/state-statistics.ts'
import { timeSplitOf } from '../analysis/time-split.ts'
import { traceValue } from '../analysis/trace-value.ts'
import { transitionsOf } from '../analysis/transitions.ts'
import { waitingFor } from '../analysis/waiting-for.ts'
import { withoutState } from '../analysis/without-state.ts'
import type { HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { activityOf } from '../timeline/activity.ts'
import { chartTrees } from '../timeline/chart-trees.ts'
import { packLanes } from '../timeline/lanes.ts'
import { matchMarks } from '../timeline/match-marks.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL, rowsOf, visibleRowOf } from '../timeline/rows.ts'
import { sceneOf } from '../timeline/scene.ts'
import { timeScale } from '../timeline/time-scale.ts'
import { placeOf } from '../words/places.ts'
import { historyJson } from './export-history.ts'
import { outlineOf } from './outline.ts'
import { outlineLines, outlineText } from './outline-text.ts'

// A file may nest its states as deep as its author likes. What draws and what explains says that it is too much; whatever is asked of
// such a tree all the same answers, and never breaks off for want of stack.

/** More levels than the engine has room for calls. */
const LEVELS = 12_000

interface Ending {
  /** How the innermost state ended; what lies around it follows. */
  readonly ends: 'left' | 'failed' | 'open'
}

/** Parallels in one another, all entered in the first second; a Pass state in the innermost. */
function towerOf({ ends }: Ending): readonly HistoryEvent[] {
  const events: HistoryEvent[] = []
  const add = (type: string, details?: Readonly<Record<string, unknown>>) => {
    const id = events.length + 1
    events.push({ id, previousEventId: id - 1, type, timestamp: 1000, details })
  }
  add('ExecutionStarted')
  for (let level = 0; level < LEVELS; level++) {
    add('ParallelStateEntered', { name: 'P' })
    add('ParallelStateStarted')
  }
  add('PassStateEntered', { name: 'Inner', input: '{"at":"the bottom"}' })
  if (ends === 'open') return events
  if (ends === 'failed') {
    add('ExecutionFailed', { error: 'Deep', cause: 'down here' })
    return events
  }
  add('PassStateExited', { name: 'Inner' })
  for (let level = 0; level < LEVELS; level++) {
    add('ParallelStateSucceeded')
    add('ParallelStateExited', { name: 'P' })
  }
  add('ExecutionSucceeded')
  return events
}

function innermost(tree: ExecutionTree) {
  const span = tree.spanOfEvent(2 * LEVELS + 2)
  if (span === undefined) throw new Error('the innermost state has no span')
  return span
}

const ANSWERS: readonly (readonly [name: string, ask: (tree: ExecutionTree) => unknown])[] = [
  ['cause of the end', tree => causeOfEnd(tree)],
  ['story of the failure', tree => failureStoryOf(tree)],
  ['failures', tree => failuresInOrder(tree).map(failure => explainFailure(tree, failure))],
  ['groups of failures', tree => failureGroups(tree)],
  ['states', tree => stateStatistics(tree)],
  ['critical path', tree => criticalPathOf(tree)],
  ['critical path in words', tree => explainPath(tree)],
  ['time', tree => [timeSplitOf(tree), explainTime(tree)]],
  ['without a state', tree => withoutState(tree, Array.from({ length: LEVELS }, () => 'P').join(' › '))],
  ['concurrency', tree => concurrencyOf(tree, { of: 'branches' })],
  ['waiting', tree => waitingFor(tree, 2000)],
  ['events', tree => eventsUsed(tree)],
  ['transitions', tree => transitionsOf(tree)],
  ['a query', tree => matchQuery(tree, queryOf('state:Inner OR bottom'))],
  ['suggestions', tree => valuesFor(tree, 'state')],
  ['trace of a value', tree => traceValue(tree, 'the bottom')],
  ['place', tree => placeOf(tree, innermost(tree))],
  ['activity', tree => activityOf(tree)],
  ['rows', tree => rowsOf(tree, { ...DEFAULT_ROWS_VIEW, openDepth: OPEN_ALL })],
  ['lanes', tree => packLanes(tree, tree.root.children)],
  ['marks', tree => matchMarks(tree, new Set([innermost(tree).key]))],
  ['scene', sceneAtTheBottom],
  ['outline', tree => [outlineOf(tree), outlineText(tree, { failed: true, depth: 3 })]],
  ['lines of the outline', countLines],
  ['export', tree => [...historyJson(tree)]],
]

function queryOf(text: string) {
  const parsed = parseQuery(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.query
}

function countLines(tree: ExecutionTree): number {
  let count = 0
  for (const _ of outlineLines(tree)) count++
  return count
}

function sceneAtTheBottom(tree: ExecutionTree): unknown {
  const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, openDepth: OPEN_ALL })
  expect(visibleRowOf(chartTrees(tree, undefined), rows, innermost(tree).key)).toBe(rows.count - 1)
  const scale = timeScale({ from: 0, to: 2000 }, 800)
  const { steps } = criticalPathOf(tree, 2000)
  return sceneOf({ tree, rows, scale, scrollTopPx: rows.heightPx - 400, heightPx: 400, now: 2000, criticalPath: steps })
}

describe.each([{ ends: 'left' }, { ends: 'failed' }, { ends: 'open' }] as const)(
  `${LEVELS} Parallels in one another, the innermost $ends`,
  ending => {
    const tree = createTreeBuilder().append(towerOf(ending))
    it.each(ANSWERS)('%s', (_name, ask) => {
      expect(() => ask(tree)).not.toThrow()
    })
  },
)

describe('a deep history', () => {
  it('is built where its beginning is still to come', () => {
    const events = towerOf({ ends: 'left' })
    const tree = createTreeBuilder().append(events.filter(({ id }) => id > 2 && id % 7 !== 0))
    expect(() => countLines(tree)).not.toThrow()
  })

  it('is searched to the bottom for the iteration that a far-off failure ended', () => {
    const events = towerOf({ ends: 'open' })
    const aborted = { id: events.length + 1, previousEventId: 1, type: 'MapIterationAborted', timestamp: 1000 }
    const details = { name: 'Fan', index: 3 }
    expect(() => createTreeBuilder().append([...events, { ...aborted, details }])).not.toThrow()
  })
})
