import type { Forest, Graft } from '../forest/forest.ts'
import { type GlobalKey, type MemberId, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import type { Deep } from '../history/deep.ts'
import { textField } from '../history/event-fields.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey, TaskAttempt } from '../model/span.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { RowsView } from './chart-types.ts'
import { childLanes, listChildren } from './child-rows.ts'
import { childViewOf, limited, withAlso } from './fan-out.ts'
import { hasAny, keptChildren } from './kept-rows.ts'
import { addLanes, addRow, type Draft, ROW_PX } from './rows-draft.ts'

// What hangs at a span of one execution and is another:
//
//   ▾ PayOrder                a task that started an execution
//     ▾ Payments / run-7      its header…
//         Charge              …and its own rows
//   ▾ Map Run
//     ▁▂▅▆▆▅▂▁                a band from the list of its children
//     ▸ item-17 ✕             a child, listed
//     ▾ item-4                a child, read and opened
//         Resize
//
// As lanes, what was opened stands first:
//     ▾ item-4
//         Resize
//     ── ─── ── ──            a lane of children

/** One execution being listed, as far as its grafts need it. */
interface GraftWalk {
  readonly trees: ChartTrees
  readonly tree: ExecutionTree
  readonly view: RowsView
  readonly keep: ReadonlySet<GlobalKey> | undefined
  readonly draft: Draft
}

/** Adds the rows of a span: how executions are listed is known to whoever walks them. */
type AddSpan<Walk> = (walk: Walk, key: SpanKey, depth: number, among: Among) => Deep<void>

/** What a row stands among: few siblings, more than can be read row by row, or above the lanes that tell of them all. */
export type Among = 'few' | 'many' | 'lanes'

/**
 * What opens below a span's own row in place of what is in it: of a Map Run and an attempt their own graft, of a Task visit that
 * of its only attempt. Undefined for nearly all, and always without a forest.
 */
export function graftShownAt(walk: GraftWalk, span: Span): Graft | undefined {
  const { forest } = walk.trees
  if (forest === undefined) return undefined
  const graft = graftOf(forest, walk.tree, span)
  if (graft === undefined) return undefined
  return graft.children.count === 0 ? (walk.view.reads === true ? graft : undefined) : leavesAny(walk, graft)
}

/** The same graft, unless a filter hides all of its children. */
function leavesAny(walk: GraftWalk, graft: Graft): Graft | undefined {
  const kept = keptChildren(walk, graft.children)
  return kept === undefined || hasAny(kept, graft.children) ? graft : undefined
}

function graftOf(forest: Forest, tree: ExecutionTree, span: Span): Graft | undefined {
  if (span.kind === 'mapRun') return forest.graft(span.key)
  const attempt = attemptShownAt(tree, span)
  return attempt === undefined || !mayStart(tree, attempt) ? undefined : forest.graft(attempt.key)
}

function attemptShownAt(tree: ExecutionTree, span: Span): TaskAttempt | undefined {
  if (span.kind === 'taskAttempt') return span
  if (span.kind !== 'stateVisit' || span.stateType !== 'Task' || span.children.length !== 1) return undefined
  const only = tree.span(span.children[0] ?? -1)
  return only?.kind === 'taskAttempt' ? only : undefined
}

/** Most tasks start nothing, which their first event tells. */
function mayStart(tree: ExecutionTree, attempt: TaskAttempt): boolean {
  const scheduled = tree.event(attempt.startEventId)
  if (scheduled === undefined) return true
  const service = textField(scheduled, 'resourceType')
  return service === 'states' || service === 'aws-sdk:sfn'
}

/**
 * Whether a graft's row, of this key, is open. A filter opens the way to what it found, in what is here: asking AWS for more is
 * somebody's decision.
 */
export function isGraftOpen({ view, keep }: GraftWalk, key: GlobalKey, { children }: Graft): boolean {
  return view.byHand.get(key) ?? (keep !== undefined && hasAny(keep, children))
}

/** Whether a filter found something in what one of a Task's attempts started. */
export function startedKept({ trees, tree, keep }: GraftWalk, { children }: Span): boolean {
  return children.some(key => {
    const attempt = keep?.has(key) === true ? tree.span(key) : undefined
    const graft = attempt && trees.forest && graftOf(trees.forest, tree, attempt)
    return keep !== undefined && graft !== undefined && hasAny(keep, graft.children)
  })
}

/** Where rows go. `asked`: a hand opened what they are in, so what is missing of it is wanted. */
interface GraftPlace {
  readonly depth: number
  readonly open: boolean
  readonly asked: boolean
}

/** Adds what hangs at a span, below its row. */
export function* addGraft<Walk extends GraftWalk>(
  walk: Walk,
  graft: Graft,
  { depth, open, asked }: GraftPlace,
  addSpan: AddSpan<Walk>,
): Deep<void> {
  const { at, children } = graft
  walk.draft.doors.add(walk.draft.kinds.length - 1)
  if (graft.kind === 'mapRun' && children.count >= 2) addRow(walk.draft, { kind: 'band', key: at, depth })
  if (!open) return
  if (graft.kind === 'mapRun' && children.count >= 2) addRow(walk.draft, { kind: 'control', key: at, depth })
  if (asked) walk.draft.opened.push(at)
  if (children.count === 0) {
    walk.draft.wanted.push(at)
    return addRow(walk.draft, { kind: 'awaited', key: at, depth: depth + 1 })
  }
  if (graft.kind === 'mapRun') return yield addListed(walk, graft, depth + 1, addSpan)
  const kept = keptChildren(walk, children)
  for (let position = 0; position < children.count; position++) {
    const id = children.memberAt(position)
    if (kept?.has(rootKeyOf(id)) === false) continue
    yield addMember(walk, id, { depth: depth + 1, asked }, addSpan)
  }
}

/** Adds the children of a Map Run, as its view lists them. */
function* addListed<Walk extends GraftWalk>(
  walk: Walk,
  { at, children }: Graft,
  depth: number,
  addSpan: AddSpan<Walk>,
): Deep<void> {
  const { view, draft } = walk
  const listed = limited(childViewOf(view, at), view.fill)
  const kept = keptChildren(walk, children)
  const shows = (key: GlobalKey) => children.positionOfMember(memberIdOf(key)) >= 0 && kept?.has(key) !== false
  if (listed.lanes) {
    // What somebody opened has rows of its own, above the lanes that show all.
    for (const key of openedRoots(view).filter(shows))
      yield addMember(walk, memberIdOf(key), { depth, asked: false }, addSpan)
    return addLanes(draft, childLanes(children, listed, kept), {
      key: at,
      depth,
      heightPx: view.fill?.lanePx ?? ROW_PX,
    })
  }
  const listing = listChildren(children, listed, kept)
  const { keys, hidden } = withAlso(listing, [...(view.also ?? [])].filter(shows), view.also)
  for (const key of keys) yield addMember(walk, memberIdOf(key), { depth, asked: false }, addSpan)
  if (hidden > 0) addRow(draft, { kind: 'more', key: at, depth, hidden })
}

/** The executions that somebody opened by hand, in order of arrival. */
function openedRoots({ byHand }: RowsView): readonly GlobalKey[] {
  return [...byHand]
    .flatMap(([key, open]) => (open && key === rootKeyOf(memberIdOf(key)) ? [key] : []))
    .toSorted((a, b) => a - b)
}

/** Adds a member's header and, where it is open, its rows. `asked`: it is open as long as nobody closes it. */
function* addMember<Walk extends GraftWalk>(
  walk: Walk,
  id: MemberId,
  place: { readonly depth: number; readonly asked: boolean },
  addSpan: AddSpan<Walk>,
): Deep<void> {
  const { draft, trees, view } = walk
  const member = trees.forest?.member(id)
  if (member === undefined) return
  const key: GlobalKey = rootKeyOf(id)
  const expandable = member.state.kind !== 'trouble' || member.tree !== undefined
  const tree = trees.ofMember(id)
  const byHand = view.byHand.get(key)
  const asked = expandable && (byHand ?? place.asked)
  const open = asked || (byHand === undefined && holdsKept(walk, member, tree))
  const row = draft.kinds.length
  draft.doors.add(row)
  addRow(draft, { kind: 'member', key, depth: place.depth, expandable, open })
  if (!open) return
  if (asked) draft.opened.push(key)
  if (member.state.kind === 'listed' || member.state.kind === 'endRead') draft.wanted.push(key)
  if (tree === undefined) return
  const inside: Walk = { ...walk, tree }
  for (const child of tree.root.children) {
    if (walk.keep?.has(child) !== false) yield addSpan(inside, child, place.depth + 1, 'few')
  }
  draft.members.push({ row, endRow: draft.kinds.length })
}

/** Whether a filter found something in an execution that is read. To open what is not would be to ask for the rest of it. */
function holdsKept({ keep }: GraftWalk, { state }: Member, tree: ExecutionTree | undefined): boolean {
  if (keep === undefined || tree === undefined || (state.kind !== 'read' && state.kind !== 'loading')) return false
  return tree.root.children.some(key => keep.has(key))
}
