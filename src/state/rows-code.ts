import { type GlobalKey, memberIdOf } from '../forest/keys.ts'
import type { FanOutView, OpenRows } from '../timeline/chart-types.ts'
import { FAN_OUT_LIMIT } from '../timeline/fan-out.ts'
import { DEFAULT_ROWS_VIEW, OPEN_ALL } from '../timeline/rows.ts'

const SORTS: readonly FanOutView['sort'][] = ['index', 'start', 'duration', 'failedFirst', 'retries']
const SHOWS: readonly FanOutView['show'][] = ['all', 'failed', 'running', 'slowest']

/** A link stays short: of many rows opened by hand only the first ones are shared. */
const MOST_BY_HAND = 400
const MOST_CHARACTERS = 900

/** After a row that was closed by hand. */
const CLOSED = '-'

/**
 * Before the depth: what nobody opened or closed may open where there is room, and large Maps are lanes. Links made before
 * there was either do not have it, and look as they did.
 */
const FILLS = '~'

/** How the depth that opens everything is written. */
const EVERYTHING = '*'

/** Rows of one execution that a hand opened or closed, and how its fan-outs are listed. */
export type RowsByHand = Pick<OpenRows, 'byHand' | 'fanOut'>

/**
 * Which rows are open, short enough for a link: `~2_a.4-.1k_c:f0k` is depth 2, the span keys opened by hand or, with `-`,
 * closed (base 36, each but the first as the distance from the one before), then one fan-out each (key, sort, show,
 * limit, `L` for lanes). Of the execution that the link names; those below are in a code of their own.
 * Undefined where everything is as at first.
 */
export function encodeRows(rows: OpenRows): string | undefined {
  const byHand = [...rows.byHand].filter(isOwn)
  const fanOut = [...rows.fanOut].filter(isOwn)
  const { openDepth, byDepth } = rows
  const asAtFirst = openDepth === DEFAULT_ROWS_VIEW.openDepth && byHand.length === 0 && fanOut.length === 0
  if (asAtFirst && byDepth !== true) return undefined
  const depth = openDepth === OPEN_ALL ? EVERYTHING : openDepth.toString(36)
  return `${byDepth === true ? '' : FILLS}${depth}_${encodeByHand({ byHand: new Map(byHand), fanOut: new Map(fanOut) })}`
}

/** The same without the depth, which is one for the whole page. */
export function encodeByHand(rows: RowsByHand): string {
  const byHand = [...rows.byHand].sort(([a], [b]) => a - b).slice(0, MOST_BY_HAND)
  const fanOuts = [...rows.fanOut].map(([key, view]) => `${key.toString(36)}:${encodeFanOut(view)}`)
  const steps = byHand.map(([key, open], i) => (key - (byHand[i - 1]?.[0] ?? 0)).toString(36) + (open ? '' : CLOSED))
  return [joined(steps, '.'), ...fanOuts].join('_')
}

/** As many parts as the link has room for. */
function joined(parts: readonly string[], by: string): string {
  let text = ''
  for (const [i, part] of parts.entries()) {
    const longer = i === 0 ? part : text + by + part
    if (longer.length > MOST_CHARACTERS) break
    text = longer
  }
  return text
}

/** Executions below are numbered as they were opened: elsewhere their keys mean nothing. */
function isOwn([key]: readonly [GlobalKey, unknown]): boolean {
  return memberIdOf(key) === 0
}

/** The inverse of `encodeRows`. What cannot be read is left at its default: a damaged link still opens. */
export function decodeRows(code: string | undefined): OpenRows {
  const [depth = '', ...rest] = (code ?? '').split('_')
  const level = depth.startsWith(FILLS) ? depth.slice(FILLS.length) : depth
  const openDepth = level === EVERYTHING ? OPEN_ALL : (readBase36(level) ?? DEFAULT_ROWS_VIEW.openDepth)
  const byDepth = code !== undefined && readsAsDepth(depth) ? true : undefined
  return { openDepth, byDepth, ...decodeByHand(rest.join('_')) }
}

/** The inverse of `encodeByHand`. */
export function decodeByHand(code: string): RowsByHand {
  const [steps = '', ...fanOuts] = code.split('_')
  const byHand = new Map<number, boolean>()
  let key = 0
  for (const step of steps.split('.')) {
    const distance = readBase36(step.replace(CLOSED, ''))
    if (distance === undefined) break
    key += distance
    byHand.set(key, !step.endsWith(CLOSED))
  }
  const fanOut = new Map<number, FanOutView>()
  for (const part of fanOuts) {
    const [owner = '', view = ''] = part.split(':')
    const ownerKey = readBase36(owner)
    if (ownerKey !== undefined) fanOut.set(ownerKey, decodeFanOut(view))
  }
  return { byHand, fanOut }
}

function encodeFanOut(view: FanOutView): string {
  return `${SORTS.indexOf(view.sort)}${SHOWS.indexOf(view.show)}${view.limit.toString(36)}${view.lanes ? 'L' : ''}`
}

function decodeFanOut(code: string): FanOutView {
  return {
    sort: SORTS[Number(code[0])] ?? 'failedFirst',
    show: SHOWS[Number(code[1])] ?? 'all',
    limit: readBase36(code.slice(2).replace('L', '')) ?? FAN_OUT_LIMIT,
    lanes: code.endsWith('L'),
  }
}

/** Whether a code begins as codes did before there was a `Fill`; what is damaged does not. */
function readsAsDepth(text: string): boolean {
  return text === EVERYTHING || readBase36(text) !== undefined
}

function readBase36(text: string): number | undefined {
  return /^[0-9a-z]{1,8}$/.test(text) ? Number.parseInt(text, 36) : undefined
}
