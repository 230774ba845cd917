import { endOf } from '../../analysis/completeness.ts'
import type { Spread } from '../../comparison/spread.ts'
import { type GlobalKey, memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import type { Span } from '../../model/span.ts'
import { type Ghost, type Ghosts, LEAST_RUNS } from '../../timeline/ghosts.ts'
import type { Compared } from './compared.ts'

type Drawn = Pick<Compared, 'comparison' | 'before' | 'after' | 'usual'>

/** What the chart draws of the other run, or of several, beside each span of this one. */
export function ghostsOf(compared: Drawn): Ghosts {
  const { after, usual } = compared
  const ghostOf = usual === undefined ? besideOne(compared) : besideSeveral(usual.lengths)
  return {
    runs: usual?.count,
    of: key => {
      const span = memberIdOf(key) === 0 ? after.span(spanKeyOf(key)) : undefined
      // What has come since is not compared yet.
      return span && ghostOf(key, span)
    },
  }
}

type GhostOf = (key: GlobalKey, span: Span) => Ghost | undefined

function besideOne({ comparison, before }: Drawn): GhostOf {
  const { inA } = comparison.alignment
  return (key, { parentKey }) => {
    const partner = inA.get(key)
    const other = partner === undefined ? undefined : before.span(spanKeyOf(partner))
    if (other !== undefined) {
      return { kind: 'partner', lengthMs: Math.max(0, (other.endedAt ?? endOf(before)) - other.startedAt) }
    }
    return parentKey !== undefined && inA.has(parentKey) ? { kind: 'alone' } : undefined
  }
}

function besideSeveral(lengths: ReadonlyMap<GlobalKey, Spread>): GhostOf {
  return (key, { parentKey }) => {
    const spread = lengths.get(key)
    if (spread === undefined) return parentKey !== undefined && lengths.has(parentKey) ? { kind: 'alone' } : undefined
    const { lengthsMs, p50Ms, p5Ms, p95Ms } = spread
    if (lengthsMs.length < LEAST_RUNS) return { kind: 'few', lengthsMs }
    return { kind: 'spread', runs: lengthsMs.length, p50Ms, p5Ms, p95Ms }
  }
}
