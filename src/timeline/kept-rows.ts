import type { ChildList } from '../forest/child-list.ts'
import { type GlobalKey, type MemberId, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import { type ChartTrees, keysUpwards } from './chart-trees.ts'
import type { RowsView } from './chart-types.ts'

/** The children of a list that have rows. */
export interface KeptChildren {
  has(key: GlobalKey): boolean
}

/** What a filter found, and what was opened by hand. */
type FilteredView = Pick<RowsView, 'only' | 'asked' | 'byHand'>

interface Kept {
  readonly trees: ChartTrees
  readonly view: FilteredView
  readonly keys: ReadonlySet<GlobalKey>
}

const lastKept = new WeakMap<ReadonlySet<GlobalKey>, Kept>()
const keptOfLists = new WeakMap<ReadonlySet<GlobalKey>, WeakMap<ChildList, KeptChildren>>()

/**
 * What has rows under a filter, in whichever execution: what it found, all around that, up through the executions that started one
 * another, and what somebody opened of which nobody can say yet whether it matches. Undefined without a filter.
 */
export function keptRows(trees: ChartTrees, view: FilteredView): ReadonlySet<GlobalKey> | undefined {
  if (view.only === undefined) return undefined
  const last = lastKept.get(view.only)
  const isSame = last?.trees === trees && last.view.byHand === view.byHand && last.view.asked === view.asked
  const keys = isSame ? last.keys : keptIn(trees, view, view.only)
  // Rows are worked out several times for each thing that changes: lists are filtered once.
  lastKept.set(view.only, { trees, view, keys })
  return keys
}

/** Whether a filter hides a span, for an attempt its visit, whatever is open. */
export function isFilteredOut(trees: ChartTrees, view: FilteredView, key: GlobalKey): boolean {
  const keep = keptRows(trees, view)
  if (keep === undefined || keep.has(key)) return false
  const span = trees.span(key)
  if (span?.kind === 'taskAttempt' && keep.has(span.parentKey ?? -1)) return false
  const at = key === rootKeyOf(memberIdOf(key)) ? trees.forest?.member(memberIdOf(key))?.at : undefined
  const graft = at === undefined || !keep.has(at) ? undefined : trees.forest?.graft(at)
  return graft === undefined || keptChildren({ trees, view, keep }, graft.children)?.has(key) !== true
}

function keptIn(trees: ChartTrees, view: FilteredView, only: ReadonlySet<GlobalKey>): ReadonlySet<GlobalKey> {
  const kept = new Set<GlobalKey>()
  const keep = (key: GlobalKey): void => {
    for (const around of keysUpwards(trees, key)) {
      if (kept.has(around)) return
      kept.add(around)
    }
  }
  for (const key of only) keep(key)
  for (const [key, open] of view.byHand) if (open) for (const awaited of awaitedAt(trees, view, key)) keep(awaited)
  return kept
}

/** Of what a hand opened: the executions that were not asked, and lists that are still to come. */
function* awaitedAt(trees: ChartTrees, view: FilteredView, key: GlobalKey): Generator<GlobalKey> {
  const id = memberIdOf(key)
  if (id !== 0 && key === rootKeyOf(id)) {
    if (!isAsked(trees, view, id)) yield key
    return
  }
  const span = trees.span(key)
  // A Task's row stands for its only attempt, where what it started hangs.
  const at = span?.kind === 'stateVisit' ? span.children[0] : key
  const graft = at === undefined ? undefined : trees.forest?.graft(at)
  if (graft === undefined) return
  if (graft.children.count === 0) yield graft.at
  else if (graft.kind === 'nested') {
    const child = graft.children.memberAt(0)
    if (!isAsked(trees, view, child)) yield rootKeyOf(child)
  }
}

/** Whether the filter was asked of all that an execution did. */
function isAsked({ forest }: ChartTrees, { asked }: FilteredView, id: MemberId): boolean {
  return asked === undefined ? forest?.member(id)?.state.kind === 'read' : asked.has(id)
}

/**
 * The children that a filter leaves of a list: those that are kept. Where it keeps none, those that were not asked: nobody can
 * say that they do not match. Undefined without a filter.
 */
export function keptChildren(
  walk: { readonly trees: ChartTrees; readonly view: FilteredView; readonly keep: ReadonlySet<GlobalKey> | undefined },
  children: ChildList,
): KeptChildren | undefined {
  const { trees, view, keep } = walk
  if (keep === undefined) return undefined
  const ofLists = keptOfLists.get(keep) ?? new WeakMap<ChildList, KeptChildren>()
  keptOfLists.set(keep, ofLists)
  let kept = ofLists.get(children)
  if (kept === undefined) {
    kept = hasAny(keep, children)
      ? { has: key => keep.has(key) }
      : { has: key => !isAsked(trees, view, memberIdOf(key)) }
    ofLists.set(children, kept)
  }
  return kept
}

/** Whether some child of a list is kept. */
export function hasAny(kept: KeptChildren, children: ChildList): boolean {
  for (let position = 0; position < children.count; position++) {
    if (kept.has(rootKeyOf(children.memberAt(position)))) return true
  }
  return false
}
