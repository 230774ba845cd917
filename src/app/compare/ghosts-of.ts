import { endOf } from '../../analysis/completeness.ts'
import { type GlobalKey, memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import type { Ghost, Ghosts } from '../../timeline/ghosts.ts'
import type { Compared } from './compared.ts'

/** What the chart draws of the other run beside each span of this one. */
export function ghostsOf({ comparison, before, after }: Omit<Compared, 'statesBefore'>): Ghosts {
  const { inA } = comparison.alignment
  const of = (key: GlobalKey): Ghost | undefined => {
    const span = memberIdOf(key) === 0 ? after.span(spanKeyOf(key)) : undefined
    // What has come since is not compared yet.
    if (span === undefined) return undefined
    const partner = inA.get(key)
    const other = partner === undefined ? undefined : before.span(spanKeyOf(partner))
    if (other !== undefined) {
      return { kind: 'partner', lengthMs: Math.max(0, (other.endedAt ?? endOf(before)) - other.startedAt) }
    }
    const isTold = span.parentKey !== undefined && inA.has(span.parentKey)
    return isTold ? { kind: 'alone' } : undefined
  }
  return { of }
}
