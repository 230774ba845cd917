import type { EventId } from '../history/events.ts'
import { missingRanges } from '../model/id-ranges.ts'
import type { LoadState, Pass } from './load-state.ts'

/** What the pass from the other end may bring while a page of this one is under way: its own page, the next, and one to spare. */
const PAGES_OF_THE_OTHER = 3

/**
 * Up to which id a pass will be asked for whatever the other pass brings meanwhile; undefined where that is not sure. Where
 * both meet, and where payloads are filled in, each page decides anew.
 */
export function neededTo(state: LoadState, pass: Pass): EventId | undefined {
  const { lastId, pageSize } = state
  if (lastId === undefined || pass.limit !== undefined) return undefined
  const missing = missingRanges(state.loaded, lastId)
  const [first, last] = [missing[0]?.from, missing.at(-1)?.to]
  if (first === undefined || last === undefined) return undefined
  const other = state.passes.find(
    ({ direction, withPayloads, status }) =>
      direction !== pass.direction && withPayloads === pass.withPayloads && (status === 'busy' || status === 'ready'),
  )
  const spare = PAGES_OF_THE_OTHER * pageSize
  // One that is not begun yet may begin at any moment.
  if (pass.direction === 'forward') return Math.min(last, (other?.reached ?? lastId + 1) - spare)
  return Math.max(first, (other?.reached ?? 0) + spare)
}
