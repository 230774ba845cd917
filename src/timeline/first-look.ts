import { definitionOf } from '../analysis/definition-of.ts'
import type { Forest } from '../forest/forest.ts'
import { memberIdOf } from '../forest/keys.ts'
import { maxConcurrencyOf } from '../history/definition-questions.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { ChartLook } from './chart-look.ts'
import { chartTime, nowOf, withMembers } from './chart-time.ts'
import { type ChartTrees, chartTrees } from './chart-trees.ts'
import type { CssPx, Viewport } from './chart-types.ts'
import { fillOf } from './fill.ts'
import { foldsOf } from './folds.ts'
import { memberFactsOf } from './member-facts.ts'
import { missingRanges } from './missing.ts'
import type { RowContext } from './row-text.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from './rows.ts'

/** A look with the words of its rows. */
export interface ToldLook {
  readonly look: ChartLook
  readonly context: RowContext
  /** The end of what still runs. */
  readonly now: Millis
}

/** A look that somebody has arranged. */
export interface SeenLook extends ToldLook {
  /** The time in sight; undefined: all of it. */
  readonly viewport: Viewport | undefined
  /** Of names and bars together. */
  readonly widthPx: CssPx
}

/** How an execution looks before anybody has touched the chart: all of its time, with what opens by itself in so high a window. */
export function firstLook(tree: ExecutionTree, forest: Forest, how: { timeMode: TimeMode; heightPx: CssPx }): ToldLook {
  const { timeMode, heightPx } = how
  const trees = chartTrees(tree, forest)
  const fill = fillOf({ tree, forest, view: DEFAULT_ROWS_VIEW, heightPx, former: new Set() })
  const rows = rowsOf(tree, { ...DEFAULT_ROWS_VIEW, fill }, forest)
  const open = rows.members.flatMap(({ row }) => memberFactsOf(forest, rows.keyAt(row)) ?? [])
  const time = withMembers(chartTime({}, tree), open)
  const now = nowOf(time, tree)
  const missing = missingRanges(tree, { startedAt: time.startedAt, endsAt: now, totalEvents: undefined })
  const folds = foldsOf(tree, { now }).filter(
    fold => !missing.some(range => range.from < fold.to && range.to > fold.from),
  )
  const own = forest.member(0)
  return {
    now,
    look: {
      ...{ tree, trees, rows, time, folds, missing, timeMode, limitOf: limitIn(trees), logged: undefined },
      ...{ matches: undefined, markedEvent: undefined, criticalPath: undefined, hues: undefined, ghosts: undefined },
    },
    context: {
      ...{ tree, trees, now, timeMode, startedAt: time.startedAt, arriving: false, queryWords: [] },
      ...{ definition: own && definitionOf(forest, own), graftTroubles: undefined },
    },
  }
}

/** A Map's limit, as the definition of its own execution tells. */
function limitIn({ forest, span: spanOf }: ChartTrees): NonNullable<ChartLook['limitOf']> {
  return key => {
    const span = spanOf(key)
    const member = forest?.member(memberIdOf(key))
    if (span?.kind !== 'stateVisit' || forest === undefined || member === undefined) return undefined
    const definition = definitionOf(forest, member)
    return definition === undefined ? undefined : maxConcurrencyOf(definition, span.name)
  }
}
