import type { ChildList } from '../forest/child-list.ts'
import type { Forest, Graft } from '../forest/forest.ts'
import { type GlobalKey, type MemberId, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import type { Deep } from '../history/deep.ts'
import { textField } from '../history/event-fields.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey, TaskAttempt } from '../model/span.ts'
import type { ChartTrees } from './chart-trees.ts'
import type { RowsView } from './chart-types.ts'
import { childLanes, listChildren } from './child-rows.ts'
import { childViewOf, limited, withAlso } from './fan-out.ts'
import { addRow, type Draft, ROW_PX } from './rows-draft.ts'

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
  readonly keep: ReadonlySet<SpanKey> | undefined
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
export function graftShownAt({ trees, tree, view }: GraftWalk, span: Span): Graft | undefined {
  const { forest } = trees
  if (forest === undefined) return undefined
  const graft = graftOf(forest, tree, span)
  return graft !== undefined && (graft.children.count > 0 || view.reads === true) ? graft : undefined
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

/** Adds what hangs at a span, below its row. */
export function* addGraft<Walk extends GraftWalk>(
  walk: Walk,
  graft: Graft,
  place: { readonly depth: number; readonly open: boolean },
  addSpan: AddSpan<Walk>,
): Deep<void> {
  const { depth, open } = place
  const { at, children } = graft
  walk.draft.doors.add(walk.draft.kinds.length - 1)
  if (graft.kind === 'mapRun' && children.count >= 2) addRow(walk.draft, { kind: 'band', key: at, depth })
  if (!open) return
  if (graft.kind === 'mapRun' && children.count >= 2) addRow(walk.draft, { kind: 'control', key: at, depth })
  walk.draft.opened.push(at)
  if (children.count === 0) {
    walk.draft.wanted.push(at)
    return addRow(walk.draft, { kind: 'awaited', key: at, depth: depth + 1 })
  }
  if (graft.kind === 'nested') {
    for (let position = 0; position < children.count; position++) {
      yield addMember(walk, children.memberAt(position), { depth: depth + 1, open: true }, addSpan)
    }
    return
  }
  const listed = limited(childViewOf(walk.view, at), walk.view.fill)
  if (listed.lanes) {
    // What somebody opened has rows of its own, above the lanes that show all.
    for (const id of openedOf(children, walk.view))
      yield addMember(walk, id, { depth: depth + 1, open: false }, addSpan)
    for (const [nth, lane] of childLanes(children, listed).entries())
      addRow(walk.draft, {
        kind: 'lane',
        key: at,
        depth: depth + 1,
        lane,
        nth,
        heightPx: walk.view.fill?.lanePx ?? ROW_PX,
      })
    return
  }
  const listing = listChildren(children, listed)
  const gone = [...(walk.view.also ?? [])].filter(key => children.positionOfMember(memberIdOf(key)) >= 0)
  const { keys, hidden } = withAlso(listing, gone, walk.view.also)
  for (const key of keys) yield addMember(walk, memberIdOf(key), { depth: depth + 1, open: false }, addSpan)
  if (hidden > 0) addRow(walk.draft, { kind: 'more', key: at, depth: depth + 1, hidden })
}

/** Children that somebody opened by hand, in order of arrival. */
function openedOf(children: ChildList, { byHand }: RowsView): readonly MemberId[] {
  const ids = [...byHand].flatMap(([key, open]) => (open ? [memberIdOf(key)] : []))
  return ids
    .filter(id => byHand.get(rootKeyOf(id)) === true && children.positionOfMember(id) >= 0)
    .toSorted((a, b) => a - b)
}

/** Adds a member's header and, where it is open, its rows. `open`: as long as nobody opened or closed it. */
function* addMember<Walk extends GraftWalk>(
  walk: Walk,
  id: MemberId,
  place: { readonly depth: number; readonly open: boolean },
  addSpan: AddSpan<Walk>,
): Deep<void> {
  const { draft, trees, view } = walk
  const member = trees.forest?.member(id)
  if (member === undefined) return
  const key: GlobalKey = rootKeyOf(id)
  const expandable = member.state.kind !== 'trouble' || member.tree !== undefined
  const open = expandable && (view.byHand.get(key) ?? place.open)
  const row = draft.kinds.length
  draft.doors.add(row)
  addRow(draft, { kind: 'member', key, depth: place.depth, expandable, open })
  if (!open) return
  draft.opened.push(key)
  const tree = trees.ofMember(id)
  if (member.state.kind === 'listed' || member.state.kind === 'endRead') draft.wanted.push(key)
  if (tree === undefined) return
  // What a filter keeps is told of the execution it was asked of.
  const inside: Walk = { ...walk, tree, keep: undefined }
  for (const child of tree.root.children) yield addSpan(inside, child, place.depth + 1, 'few')
  draft.members.push({ row, endRow: draft.kinds.length })
}
