import type { Millis } from '../history/events.ts'
import type { HistorySource } from '../source/source.ts'
import type { HistoryCache } from './history-cache.ts'
import { type Surroundings, withinTime } from './surroundings.ts'

/** A browser's store that has not answered by then (a damaged profile, another tab's upgrade) will not. */
const LIMIT_MS: Millis = 4_000

/** Copies kept on this machine, asked for without ever holding up loading. */
export interface KeptCopies {
  /** Undefined where there is none, or where it cannot be read, or not in time: then AWS is asked. */
  readonly find: (arn: string) => Promise<HistorySource | undefined>
  /** Drops a copy, as far as that is possible. */
  readonly drop: (arn: string) => Promise<void>
}

export function createKeptCopies(cache: Pick<HistoryCache, 'find' | 'forget'>, surroundings: Surroundings): KeptCopies {
  const inTime = async <T>(run: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await withinTime(surroundings, { ms: LIMIT_MS }, run)
    } catch {
      // A copy that cannot be had is as good as none.
      return undefined
    }
  }
  return {
    find: arn => inTime(() => cache.find(arn)),
    drop: arn => inTime(() => cache.forget(arn)),
  }
}
