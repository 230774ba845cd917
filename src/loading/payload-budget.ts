import { bareEvent } from '../history/bare-event.ts'
import type { EventId, HistoryEvent } from '../history/events.ts'
import type { KeptEvents, LoadState } from './load-state.ts'

/** Are there as many payloads as is borne? Then they come for wanted events alone. */
export function isOverBudget({ payloadBytes }: LoadState, budgetBytes: number): boolean {
  return payloadBytes >= budgetBytes
}

/**
 * What of a page is kept: all, until there are as many payloads as is borne. Then new events come without theirs, what is here
 * stays as it is, and of what was read on the way to wanted events only these are taken whole. `payloadsOf`: the events whose
 * payloads were asked for, where it was not all of them.
 */
export function keptOf(
  load: LoadState,
  {
    events,
    payloadsOf,
  }: { readonly events: readonly HistoryEvent[]; readonly payloadsOf: readonly EventId[] | undefined },
  budgetBytes: number,
): KeptEvents {
  if (payloadsOf === undefined && !isOverBudget(load, budgetBytes)) return { whole: events, bare: [] }
  const isWhole = ({ id }: HistoryEvent) => load.wanted.includes(id) && payloadsOf?.includes(id) !== false
  const isHere = (id: EventId) => load.loaded.some(({ from, to }) => from <= id && id <= to)
  return {
    whole: events.filter(isWhole),
    bare: events.filter(event => !isWhole(event) && !isHere(event.id)).map(bareEvent),
  }
}
