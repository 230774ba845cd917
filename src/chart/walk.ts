import type { GlobalKey } from '../forest/keys.ts'
import type { SpanKey } from '../model/span.ts'
import type { ChartTrees } from '../timeline/chart-trees.ts'
import type { RowsView } from '../timeline/chart-types.ts'
import { revealed } from './reveal.ts'

/** What one step from failure to failure, or from match to match, opened; the next step closes it. What a hand opens or closes is no longer in it. */
export interface Walked {
  /** What the step opened, and what each had been before: opened or closed by hand, or neither. */
  readonly byHand: ReadonlyMap<SpanKey, boolean | undefined>
  /** Children that were listed for its sake. */
  readonly also: ReadonlySet<SpanKey>
}

export const NOTHING_WALKED: Walked = { byHand: new Map(), also: new Set() }

/** The rows after a step to a span: what the step before opened is as it had been, unless it leads here too. */
export function walkedTo(
  trees: ChartTrees,
  from: { readonly view: RowsView; readonly walked: Walked },
  key: GlobalKey,
): { readonly view: RowsView; readonly walked: Walked } {
  const base = withoutWalked(from.view, from.walked)
  const view = revealed(trees, base, key)
  return { view, walked: between(base, view) }
}

/** The same without what hands have opened or closed since. */
export function takenOver(walked: Walked, keys: readonly SpanKey[]): Walked {
  if (!keys.some(key => walked.byHand.has(key))) return walked
  return { ...walked, byHand: new Map([...walked.byHand].filter(([key]) => !keys.includes(key))) }
}

function withoutWalked(view: RowsView, walked: Walked): RowsView {
  if (walked.byHand.size === 0 && walked.also.size === 0) return view
  const byHand = new Map(view.byHand)
  for (const [key, before] of walked.byHand) {
    if (before === undefined) byHand.delete(key)
    else byHand.set(key, before)
  }
  return { ...view, byHand, also: new Set([...(view.also ?? [])].filter(key => !walked.also.has(key))) }
}

function between(before: RowsView, after: RowsView): Walked {
  const opened = [...after.byHand].filter(([key, open]) => before.byHand.get(key) !== open)
  return {
    byHand: new Map(opened.map(([key]) => [key, before.byHand.get(key)])),
    also: new Set([...(after.also ?? [])].filter(key => before.also?.has(key) !== true)),
  }
}
