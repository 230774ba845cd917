import { DEFAULT_FAN_OUT, DEFAULT_OPEN_DEPTH, type LiveView } from '../../state/view-store.ts'
import type { FanOutView } from '../../timeline/chart-types.ts'

/** The part of the live view that decides which rows there are, and that a link carries. */
export type OpenRows = Pick<LiveView, 'openDepth' | 'toggled' | 'fanOut'>

const SORTS: readonly FanOutView['sort'][] = ['index', 'start', 'duration', 'failedFirst']
const SHOWS: readonly FanOutView['show'][] = ['all', 'failed', 'running', 'slowest']

/** A link stays short: whoever opened more rows by hand shares the first ones only. */
const MOST_TOGGLED = 400

/**
 * Which rows are open, short enough for a link: `2_a.4.1k_c:f0k` is depth 2, the toggled span keys (base 36, each but the
 * first as the distance from the one before), then one fan-out each (key, sort, show, limit, `L` for lanes).
 * Undefined where everything is as at first.
 */
export function encodeRows(rows: OpenRows): string | undefined {
  const toggled = [...rows.toggled].sort((a, b) => a - b).slice(0, MOST_TOGGLED)
  if (rows.openDepth === DEFAULT_OPEN_DEPTH && toggled.length === 0 && rows.fanOut.size === 0) return undefined
  const steps = toggled.map((key, i) => (key - (toggled[i - 1] ?? 0)).toString(36)).join('.')
  const fanOuts = [...rows.fanOut].map(([key, view]) => `${key.toString(36)}:${encodeFanOut(view)}`)
  return [rows.openDepth.toString(36), steps, ...fanOuts].join('_')
}

/** The inverse of `encodeRows`. What cannot be read is left at its default: a damaged link still opens. */
export function decodeRows(code: string | undefined): OpenRows {
  const [depth = '', steps = '', ...fanOuts] = (code ?? '').split('_')
  const openDepth = readBase36(depth) ?? DEFAULT_OPEN_DEPTH
  const toggled = new Set<number>()
  let key = 0
  for (const step of steps.split('.')) {
    const distance = readBase36(step)
    if (distance === undefined) break
    key += distance
    toggled.add(key)
  }
  const fanOut = new Map<number, FanOutView>()
  for (const part of fanOuts) {
    const [owner = '', view = ''] = part.split(':')
    const ownerKey = readBase36(owner)
    if (ownerKey !== undefined) fanOut.set(ownerKey, decodeFanOut(view))
  }
  return { openDepth, toggled, fanOut }
}

function encodeFanOut(view: FanOutView): string {
  return `${SORTS.indexOf(view.sort)}${SHOWS.indexOf(view.show)}${view.limit.toString(36)}${view.lanes ? 'L' : ''}`
}

function decodeFanOut(code: string): FanOutView {
  return {
    sort: SORTS[Number(code[0])] ?? DEFAULT_FAN_OUT.sort,
    show: SHOWS[Number(code[1])] ?? DEFAULT_FAN_OUT.show,
    limit: readBase36(code.slice(2).replace('L', '')) ?? DEFAULT_FAN_OUT.limit,
    lanes: code.endsWith('L'),
  }
}

function readBase36(text: string): number | undefined {
  return /^[0-9a-z]{1,8}$/.test(text) ? Number.parseInt(text, 36) : undefined
}
