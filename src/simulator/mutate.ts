import type { HistoryEvent } from '../history/events.ts'
import type { SeededRandom } from './seeded-random.ts'

/** What can be wrong with a history that people have: cut by hand, merged, written by emulators or by a later AWS. */
export type Mutation =
  | 'drop'
  | 'duplicate'
  | 'retype'
  | 'unknownType'
  | 'wrongPrevious'
  | 'futurePrevious'
  | 'renameState'
  | 'loseDetails'
  | 'strangeDetails'
  | 'hole'
  | 'shiftTime'
  | 'swap'

export const MUTATIONS: readonly Mutation[] = [
  ...(['drop', 'duplicate', 'retype', 'unknownType', 'wrongPrevious', 'futurePrevious'] as const),
  ...(['renameState', 'loseDetails', 'strangeDetails', 'hole', 'shiftTime', 'swap'] as const),
]

/** A history with one thing wrong. The given one is left as it is; `random` decides where. */
export function mutate(events: readonly HistoryEvent[], mutation: Mutation, random: SeededRandom): HistoryEvent[] {
  const at = random.between(0, Math.max(0, events.length - 1))
  const event = events[at]
  if (!event) return []
  const replaced = (...replacements: HistoryEvent[]) => events.toSpliced(at, 1, ...replacements)
  const other = events[random.between(0, events.length - 1)] ?? event
  switch (mutation) {
    case 'drop':
      return replaced()
    case 'duplicate':
      return replaced(event, { ...event, id: random.chance(0.5) ? event.id : events.length + 1 })
    case 'retype':
      return replaced({ ...event, type: other.type })
    case 'unknownType':
      return replaced({ ...event, type: random.chance(0.5) ? 'TaskStateReconsidered' : 'QuantumFluctuated' })
    case 'wrongPrevious':
      return replaced({ ...event, previousEventId: random.between(0, Math.max(0, event.id - 1)) })
    case 'futurePrevious':
      return replaced({ ...event, previousEventId: event.id + random.between(0, 50) })
    case 'renameState':
      return replaced({ ...event, details: { ...event.details, name: 'constructor', index: random.between(-1, 99) } })
    case 'loseDetails':
      return replaced({ ...event, details: undefined })
    case 'strangeDetails':
      return replaced({ ...event, details: { ...event.details, name: 7, index: '0', state: null, length: -3 } })
    case 'hole':
      return events.filter(({ id }) => id < event.id || id > event.id + random.between(1, 30))
    case 'shiftTime':
      return replaced({ ...event, timestamp: event.timestamp + random.between(-1e9, 1e9) })
    case 'swap':
      return replaced({ ...other, id: event.id })
  }
}

/** The history in pages of random sizes; `overlap` repeats events of the page before. */
export function pagesOf(
  events: readonly HistoryEvent[],
  random: SeededRandom,
  { overlap = false } = {},
): HistoryEvent[][] {
  const pages: HistoryEvent[][] = []
  let at = 0
  while (at < events.length) {
    const size = random.between(1, Math.max(1, Math.ceil(events.length / 3)))
    const from = overlap ? Math.max(0, at - random.between(0, 5)) : at
    pages.push(events.slice(from, at + size))
    at += size
  }
  return pages
}

/** The same pages in another order. */
export function shuffled<T>(pages: readonly T[], random: SeededRandom): T[] {
  const drawn = pages.map(page => ({ page, key: random.next() }))
  return drawn.toSorted((a, b) => a.key - b.key).map(({ page }) => page)
}

/** Pages as they come from both ends at once: first, last, second, last but one, … Those from the end run backwards. */
export function fromBothEnds(pages: readonly HistoryEvent[][]): HistoryEvent[][] {
  const order: HistoryEvent[][] = []
  for (let low = 0, high = pages.length - 1; low <= high; low++, high--) {
    const [first, last] = [pages[low], pages[high]]
    if (first) order.push(first)
    if (last && high > low) order.push(last.toReversed())
  }
  return order
}
