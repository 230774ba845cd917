import type { GlobalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import type { CssPx, Viewport } from '../timeline/chart-types.ts'
import type { ChartRows } from '../timeline/rows-draft.ts'
import type { Scroll } from './use-scroll.ts'
import type { LiveView, ViewStore } from './view-store.ts'

/** Charts that move together: zoom, pan, scrolling and what hands open in one is done in the others. */
export interface Together {
  /** Takes up what the others show. Returns how to leave. */
  readonly join: (chart: JoinedChart) => () => void
}

/** How a chart goes with others. */
export interface Companion {
  readonly together: Together
  /** What its clock shows when the common one shows 0, in ms. */
  readonly offsetMs: Millis
  /** What stands in the others for one of its own spans, as the others call it; undefined where nothing does. */
  readonly partnerOf: (key: GlobalKey) => GlobalKey | undefined
}

export interface JoinedChart extends Omit<Companion, 'together'> {
  readonly store: ViewStore
  readonly scroll: Pick<Scroll, 'to'>
  readonly rows: () => ChartRows
}

export function createTogether(): Together {
  const charts = new Set<JoinedChart>()
  /** What one does because another did it is no news. */
  let follows = false

  function follow(chart: JoinedChart, leader: JoinedChart, before: LiveView | undefined): void {
    const wasFollowing = follows
    follows = true
    try {
      takeOver(chart, leader, before)
    } finally {
      follows = wasFollowing
    }
  }

  return {
    join: chart => {
      const [leader] = charts
      charts.add(chart)
      if (leader !== undefined) follow(chart, leader, undefined)
      const stop = chart.store.subscribe((_live, before) => {
        if (follows) return
        for (const other of charts) if (other !== chart) follow(other, chart, before)
      })
      return () => {
        stop()
        charts.delete(chart)
      }
    },
  }
}

function takeOver(chart: JoinedChart, leader: JoinedChart, before: LiveView | undefined): void {
  const live = leader.store.getState()
  if (live.viewport !== before?.viewport) {
    chart.store.setState({ viewport: shifted(live.viewport, chart.offsetMs - leader.offsetMs) })
  }
  if (live.openDepth !== before?.openDepth || live.byHand !== before.byHand || live.fanOut !== before.fanOut) {
    const { byHand, fanOut } = chart.store.getState()
    chart.store.setState({
      openDepth: live.openDepth,
      byHand: withPartners(byHand, { now: live.byHand, before: before?.byHand }, leader.partnerOf),
      fanOut: withPartners(fanOut, { now: live.fanOut, before: before?.fanOut }, leader.partnerOf),
    })
  }
  if (live.scrollTopPx !== before?.scrollTopPx) {
    chart.scroll.to(
      partnerTopPx({ rows: leader.rows(), scrollTopPx: live.scrollTopPx }, chart.rows(), leader.partnerOf),
    )
  }
}

function shifted(viewport: Viewport | undefined, byMs: Millis): Viewport | undefined {
  return viewport && { from: viewport.from + byMs, to: viewport.to + byMs }
}

/** What changed by key, done to the partners. */
function withPartners<Value>(
  own: ReadonlyMap<GlobalKey, Value>,
  {
    now,
    before,
  }: { readonly now: ReadonlyMap<GlobalKey, Value>; readonly before: ReadonlyMap<GlobalKey, Value> | undefined },
  partnerOf: Companion['partnerOf'],
): ReadonlyMap<GlobalKey, Value> {
  const changed = new Map(own)
  for (const [key, value] of now) {
    const partner = before?.get(key) === value ? undefined : partnerOf(key)
    if (partner !== undefined) changed.set(partner, value)
  }
  for (const key of before?.keys() ?? []) {
    const partner = now.has(key) ? undefined : partnerOf(key)
    if (partner !== undefined) changed.delete(partner)
  }
  return changed
}

/**
 * How far another chart is scrolled when one is: the partner of the topmost row stands at the top there too, else that of the nearest row
 * above it that has one.
 */
export function partnerTopPx(
  { rows, scrollTopPx }: { readonly rows: ChartRows; readonly scrollTopPx: CssPx },
  others: ChartRows,
  partnerOf: Companion['partnerOf'],
): CssPx {
  if (scrollTopPx <= 0 || rows.count === 0) return 0
  for (let row = rows.rowAtPx(scrollTopPx); row >= 0; row--) {
    const partner = partnerOf(rows.keyAt(row))
    const [own, other] = [rows.rowOf(rows.keyAt(row)), partner === undefined ? -1 : others.rowOf(partner)]
    if (own >= 0 && other >= 0) return others.topPx(other) + Math.max(0, scrollTopPx - rows.topPx(own))
  }
  return 0
}
