import { graftPlacesOf } from '../forest/grafts.ts'
import type { ExecutionView } from '../loading/execution-view.ts'
import { selectionOf } from '../model/selection.ts'
import { DEFAULT_ROWS_VIEW } from '../timeline/rows.ts'
import { encodeRows } from './rows-code.ts'
import { encodeLink } from './view-link-codec.ts'

/** Where a Map Run stands on its parent's timeline, as far as that is read. */
export type MapRunPlace =
  | { readonly kind: 'reading' }
  /** Leads there: it is selected, and its children are listed. */
  | { readonly kind: 'here'; readonly href: string }
  /** The parent cannot be read, or its history holds no such Map Run. */
  | { readonly kind: 'nowhere'; readonly why: string }

/** Looks for a Map Run in the history of the execution that it belongs to. */
export function mapRunPlace({ ref, tree, progress, error }: ExecutionView, arn: string): MapRunPlace {
  const place = tree && graftPlacesOf(tree).find(graft => graft.kind === 'mapRun' && graft.arn === arn)
  const span = place && tree?.span(place.key)
  if (tree !== undefined && span?.parentKey !== undefined) {
    const open = [span.parentKey, span.key].map(key => [key, true] as const)
    const rows = encodeRows({ ...DEFAULT_ROWS_VIEW, byHand: new Map(open) })
    const { event = span.startEventId } = selectionOf(tree, span)
    return { kind: 'here', href: encodeLink({ ref, event, ...(rows !== undefined && { rows }) }) }
  }
  if (error !== undefined && progress.phase === 'failed') return { kind: 'nowhere', why: error.message }
  if (progress.phase === 'complete' || progress.phase === 'following') {
    return { kind: 'nowhere', why: 'its history holds no such Map Run' }
  }
  return { kind: 'reading' }
}
