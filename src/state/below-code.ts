import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, globalKey, type MemberId, memberIdOf, rootKeyOf, spanKeyOf } from '../forest/keys.ts'
import { memberAt, type Way, wayTo } from '../forest/way.ts'
import type { SpanKey } from '../model/span.ts'
import type { FanOutView } from '../timeline/chart-types.ts'
import { decodeByHand, encodeByHand, type RowsByHand } from './rows-code.ts'
import { decodeWay, encodeWay } from './way-code.ts'

/*
 * The rows that are open in executions below, in a link: `1k*item-4~~2.c**…`, for each execution the way there and its rows. Its own
 * row is one of them: the key of its root.
 */

/** What is open in one execution below; keys are its own. */
export interface RowsBelow {
  readonly way: Way
  readonly rows: RowsByHand
}

/** A link stays under 2,000 characters: of very many open executions the first ones are shared. */
const MOST_CHARACTERS = 700

const BETWEEN_EXECUTIONS = '**'
const BEFORE_ROWS = '~~'

/** Undefined where nothing is open below. */
export function encodeBelow(below: readonly RowsBelow[]): string | undefined {
  let code: string | undefined
  // Sorted, so that the same rows give the same link in whatever order they were opened.
  const parts = below.map(({ way, rows }) => `${encodeWay(way)}${BEFORE_ROWS}${encodeByHand(rows)}`)
  for (const one of parts.toSorted()) {
    const longer = code === undefined ? one : `${code}${BETWEEN_EXECUTIONS}${one}`
    if (longer.length <= MOST_CHARACTERS) code = longer
  }
  return code
}

/** The inverse of `encodeBelow`. What cannot be read is left out: a damaged link still opens. */
export function decodeBelow(code: string | undefined): readonly RowsBelow[] {
  if (code === undefined) return []
  return code.split(BETWEEN_EXECUTIONS).flatMap(part => {
    const [wayCode = '', rows = ''] = part.split(BEFORE_ROWS)
    const way = decodeWay(wayCode)
    return way === undefined ? [] : { way, rows: decodeByHand(rows) }
  })
}

/** What is open in executions below, told so that any other page can find it. */
export function rowsBelow(open: RowsByHand, forest: Forest): readonly RowsBelow[] {
  const found: RowsBelow[] = []
  for (const [id, rows] of byMember(open)) {
    const told = toldOf(forest, id, rows)
    const way = told === undefined ? undefined : wayTo(forest, id)
    if (told !== undefined && way !== undefined) found.push({ way, rows: told })
  }
  return found
}

/** What of it a forest reaches, on its keys, and what it does not reach yet. */
export function placedIn(forest: Forest, below: readonly RowsBelow[]) {
  const byHand = new Map<GlobalKey, boolean>()
  const fanOut = new Map<GlobalKey, FanOutView>()
  const waiting: RowsBelow[] = []
  for (const one of below) {
    const id = memberAt(forest, one.way)
    if (id === undefined) waiting.push(one)
    else {
      for (const [key, open] of one.rows.byHand) byHand.set(globalKey(id, key), open)
      for (const [key, view] of one.rows.fanOut) fanOut.set(globalKey(id, key), view)
    }
  }
  return { rows: { byHand, fanOut } satisfies RowsByHand, waiting }
}

/**
 * What of an execution's rows is not as at first. A Map Run's child is closed until somebody opens it, and what is in a closed one
 * does not matter; what a task started opens with the task's row.
 */
function toldOf(forest: Forest, id: MemberId, { byHand, fanOut }: RowsByHand): RowsByHand | undefined {
  const at = forest.member(id)?.at
  const isChild = at !== undefined && forest.graft(at)?.kind === 'mapRun'
  const root = spanKeyOf(rootKeyOf(id))
  if (isChild) return byHand.get(root) === false ? undefined : { byHand, fanOut }
  const told = new Map([...byHand].filter(([key, open]) => key !== root || !open))
  return told.size === 0 && fanOut.size === 0 ? undefined : { byHand: told, fanOut }
}

function byMember({ byHand, fanOut }: RowsByHand): ReadonlyMap<MemberId, RowsByHand> {
  const members = new Map<MemberId, { byHand: Map<SpanKey, boolean>; fanOut: Map<SpanKey, FanOutView> }>()
  const of = (key: GlobalKey) => {
    const id = memberIdOf(key)
    const known = members.get(id) ?? { byHand: new Map(), fanOut: new Map() }
    if (id !== 0) members.set(id, known)
    return known
  }
  for (const [key, open] of byHand) of(key).byHand.set(spanKeyOf(key), open)
  for (const [key, view] of fanOut) of(key).fanOut.set(spanKeyOf(key), view)
  return members
}
