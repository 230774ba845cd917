import type { Forest } from '../forest/forest.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Fill, RowsView } from './chart-types.ts'
import type { ChartRows } from './rows-draft.ts'

interface Kept {
  readonly forest: Forest | undefined
  readonly view: RowsView
  readonly rows: ChartRows
}

// What fills the height, what reveals a selection and the chart itself ask one after another; so does a chart that comes back.
const MOST_KEPT = 3
const known = new WeakMap<ExecutionTree, readonly Kept[]>()

/** The rows of a tree and a view, from the last few that were asked for or made now. */
export function rowsKept(
  tree: ExecutionTree,
  { view, forest }: Pick<Kept, 'view' | 'forest'>,
  make: () => ChartRows,
): ChartRows {
  const kept = known.get(tree) ?? []
  const found = kept.find(one => one.forest === forest && isSameView(one.view, view)) ?? { forest, view, rows: make() }
  known.set(tree, [found, ...kept.filter(one => one !== found)].slice(0, MOST_KEPT))
  return found.rows
}

type Comparisons<Of> = { readonly [Part in keyof Required<Of>]: (a: Of, b: Of) => boolean }

// Each part has to be named here: a view with one more that was not compared would be shown with the rows of another.
const SAME: Comparisons<RowsView> = {
  openDepth: (a, b) => a.openDepth === b.openDepth,
  byHand: (a, b) => a.byHand === b.byHand,
  fanOut: (a, b) => a.fanOut === b.fanOut,
  fill: (a, b) => isSameFill(a.fill, b.fill),
  only: (a, b) => a.only === b.only,
  asked: (a, b) => a.asked === b.asked,
  also: (a, b) => a.also === b.also,
  pinned: (a, b) => a.pinned === b.pinned,
  reads: (a, b) => a.reads === b.reads,
  arriving: (a, b) => a.arriving === b.arriving,
  definition: (a, b) => a.definition === b.definition,
}
const COMPARISONS = Object.values(SAME)

function isSameView(a: RowsView, b: RowsView): boolean {
  return COMPARISONS.every(isSame => isSame(a, b))
}

function isSameFill(a: Fill | undefined, b: Fill | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a.lanePx !== b.lanePx || a.listed !== b.listed || a.opens.size !== b.opens.size) return false
  for (const key of a.opens) if (!b.opens.has(key)) return false
  return true
}
