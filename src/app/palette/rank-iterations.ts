import type { Millis } from '../../history/events.ts'
import { formatCount } from '../../words/format-count.ts'
import type { NoteRank, PaletteEntry } from './palette-entry.ts'

export interface ToldIteration {
  readonly entry: PaletteEntry
  /** How often something in it was tried again. */
  readonly retries: number
  /** What it took; undefined while it runs. */
  readonly overMs: Millis | undefined
}

interface Ranked {
  /** In their own order, their notes saying what they stand out by. */
  readonly told: readonly PaletteEntry[]
  /** The slowest, then the one with the most retries, unless one of these has as many. */
  readonly standOut: readonly PaletteEntry[]
}

const MOST_SLOWEST = 3
const SLOWEST = 'slowest'
/** Of `1 retry` and `3 retries`. */
const RETRIED = 'retr'

/** Says of iterations which took longest and how often something in them was tried again, and ranks them by both. */
export function ranked(iterations: readonly ToldIteration[]): Ranked {
  const slowest = slowestOf(iterations)
  const retried = iterations.filter(({ retries }) => retries > 0).toSorted((a, b) => b.retries - a.retries)
  const slowestRank = new Map(slowest.map((one, rank) => [one, rank]))
  const retriedRank = new Map(retried.map((one, rank) => [one, rank]))
  const most = retried[0]?.retries ?? 0
  const toldOf = new Map(
    iterations.map(one => {
      const ranks: readonly NoteRank[] = [
        ...rankIn(slowestRank.get(one), SLOWEST),
        ...rankIn(retriedRank.get(one), RETRIED),
      ]
      const words = [one.entry.note, ...retriesWords(one.retries, most), ...(slowestRank.has(one) ? [SLOWEST] : [])]
      return [one, ranks.length === 0 ? one.entry : { ...one.entry, note: words.join(', '), ranks }]
    }),
  )
  const isToldAlready = slowest.some(({ retries }) => retries === most)
  const standOut = isToldAlready ? slowest : [...slowest, ...retried.slice(0, 1)]
  const toldIn = (some: readonly ToldIteration[]) => some.flatMap(one => toldOf.get(one) ?? [])
  return { told: toldIn(iterations), standOut: toldIn(standOut) }
}

function slowestOf(iterations: readonly ToldIteration[]): readonly ToldIteration[] {
  const slowest: ToldIteration[] = []
  for (const one of iterations) {
    if (one.overMs === undefined) continue
    const { overMs } = one
    const at = slowest.findIndex(other => (other.overMs ?? 0) < overMs)
    slowest.splice(at < 0 ? slowest.length : at, 0, one)
    if (slowest.length > MOST_SLOWEST) slowest.pop()
  }
  return slowest
}

function rankIn(rank: number | undefined, word: string): readonly NoteRank[] {
  return rank === undefined ? [] : [{ word, rank }]
}

function retriesWords(retries: number, most: number): readonly string[] {
  if (retries === 0) return []
  if (retries === most) return [`most retries: ${formatCount(retries)}`]
  return [retries === 1 ? '1 retry' : `${formatCount(retries)} retries`]
}
