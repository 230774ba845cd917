import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, globalKey, memberIdOf, rootKeyOf, spanKeyOf } from '../forest/keys.ts'
import { upwards } from '../model/walk.ts'
import { decodeBelow, encodeBelow, placedIn, rowsBelow } from './below-code.ts'
import type { LinkPatch } from './link-writer.ts'
import { decodeRows, encodeRows } from './rows-code.ts'
import type { ViewLink } from './view-link.ts'

/** What of a link changes so that these rows are open, and all they lie in. Keys are the forest's. */
export function withOpenRows(
  link: Pick<ViewLink, 'rows' | 'below'>,
  forest: Forest,
  keys: readonly GlobalKey[],
): LinkPatch {
  const own = decodeRows(link.rows)
  const { rows: below, waiting } = placedIn(forest, decodeBelow(link.below))
  const byHand = new Map([...own.byHand, ...below.byHand])
  for (const key of keys) for (const around of rowsAround(forest, key)) byHand.set(around, true)
  const open = { ...own, byHand, fanOut: new Map([...own.fanOut, ...below.fanOut]) }
  return { rows: encodeRows(open), below: encodeBelow([...rowsBelow(open, forest), ...waiting]) }
}

/** A row and those it lies in, out of an execution into the one that started it. */
function rowsAround(forest: Forest, key: GlobalKey): readonly GlobalKey[] {
  const member = forest.member(memberIdOf(key))
  const tree = member?.tree
  const span = tree?.span(spanKeyOf(key))
  if (member === undefined || tree === undefined || span === undefined) return []
  const own = [...upwards(tree, span)].map(around => globalKey(member.id, around.key))
  if (member.at !== undefined) return [...own, ...rowsAround(forest, member.at)]
  // That of the first execution is no row.
  return own.filter(around => around !== rootKeyOf(member.id))
}
