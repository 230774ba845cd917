import { endOf } from '../../analysis/completeness.ts'
import type { Companion, Together } from '../../chart/together.ts'
import { clockOffset, commonStates } from '../../comparison/shared-clock.ts'
import type { Forest } from '../../forest/forest.ts'
import type { GlobalKey } from '../../forest/keys.ts'
import type { Millis } from '../../history/events.ts'
import type { Viewport } from '../../timeline/chart-types.ts'
import type { Ghosts } from '../../timeline/ghosts.ts'
import type { Compared } from './compared.ts'
import { aroundOf, isIn } from './ghosts-of.ts'

/** One of two charts that share a clock. */
export interface ChartOfTwo {
  readonly companion: Companion
  /** The time of both, on its own clock. */
  readonly reach: Viewport
  /** Says what has no partner in the other. */
  readonly ghosts: Ghosts
}

export interface TwoCharts {
  readonly own: ChartOfTwo
  readonly other: ChartOfTwo
}

/**
 * How the charts of a run and of another go together: clocks aligned by their starts, or by the first entry into a state that both came
 * to; each reaches as far as the longer one. `now` ends what still runs.
 */
export function twoChartsOf(
  { comparison, before, after, usual }: Compared,
  {
    together,
    alignAt,
    now,
  }: { readonly together: Together; readonly alignAt: string | undefined; readonly now: Millis },
): TwoCharts {
  const { a, b, alignment } = comparison
  const { inA, inB } = alignment
  const at = alignAt === undefined ? undefined : commonStates(before, after).find(({ path }) => path === alignAt)
  const offsetMs = clockOffset(before, after, at)
  const reach = {
    from: Math.min(after.root.startedAt, before.root.startedAt - offsetMs),
    to: Math.max(endOf(after, now), endOf(before) - offsetMs),
  }
  const there = { from: reach.from + offsetMs, to: reach.to + offsetMs }
  // Others of several may have come there: it is not new.
  const alone =
    usual === undefined
      ? { badge: 'new', words: 'not in the other run' }
      : { badge: 'not there', words: 'not in the run of the middle time' }
  return {
    own: chartOf(together, {
      offsetMs: 0,
      reach,
      partners: inA,
      alone,
      forest: b.forest,
      untold: alignment.untoldInB,
    }),
    other: chartOf(together, {
      ...{ offsetMs, reach: there, partners: inB, alone: { badge: 'gone', words: 'not in this run' } },
      forest: a.forest,
      untold: alignment.untoldInA,
    }),
  }
}

interface Side {
  readonly offsetMs: Millis
  readonly reach: Viewport
  readonly partners: ReadonlyMap<GlobalKey, GlobalKey>
  readonly alone: NonNullable<Ghosts['alone']>
  readonly forest: Forest
  readonly untold: readonly GlobalKey[]
}

function chartOf(together: Together, { offsetMs, reach, partners, alone, forest, untold }: Side): ChartOfTwo {
  const mayBeThere = new Set(untold)
  return {
    companion: { together, offsetMs, partnerOf: key => partners.get(key) },
    reach,
    ghosts: {
      ...{ runs: undefined, alone },
      of: key => {
        if (partners.has(key) || mayBeThere.has(key) || !isIn(forest, key)) return undefined
        const around = aroundOf(forest, key)
        return around !== undefined && partners.has(around) ? { kind: 'alone' } : undefined
      },
    },
  }
}
