import { lengthAt } from '../../comparison/length-at.ts'
import type { Spread } from '../../comparison/spread.ts'
import type { Forest } from '../../forest/forest.ts'
import { type GlobalKey, globalKey, memberIdOf, rootKeyOf, spanKeyOf } from '../../forest/keys.ts'
import { type Ghost, type Ghosts, LEAST_RUNS } from '../../timeline/ghosts.ts'
import type { Compared } from './compared.ts'

type Drawn = Pick<Compared, 'comparison' | 'usual'>

/** What the chart draws of the other run, or of several, beside each span of this one and each execution below it. */
export function ghostsOf({ comparison, usual }: Drawn): Ghosts {
  const ghostOf = usual === undefined ? besideOne(comparison) : besideSeveral(comparison, usual.lengths)
  const known = new Map<GlobalKey, Ghost | undefined>()
  return {
    runs: usual?.count,
    of: key => {
      if (!known.has(key)) known.set(key, ghostOf(key))
      return known.get(key)
    },
  }
}

type GhostOf = (key: GlobalKey) => Ghost | undefined

function besideOne({ a, b, alignment }: Drawn['comparison']): GhostOf {
  const { inA } = alignment
  const untold = new Set(alignment.untoldInB)
  return key => {
    // What has come since is not compared yet, nor what lies in an execution that is not read on both sides.
    if (!isIn(b.forest, key)) return undefined
    const partner = inA.get(key)
    if (partner !== undefined) {
      const lengthMs = lengthAt(a.forest, partner)
      return lengthMs === undefined ? { kind: 'unread' } : { kind: 'partner', lengthMs }
    }
    const around = aroundOf(b.forest, key)
    const thereAround = around === undefined ? undefined : inA.get(around)
    if (thereAround === undefined) return undefined
    if (!untold.has(key)) return { kind: 'alone' }
    const graft = a.forest.graft(thereAround)
    return { kind: graft?.kind === 'mapRun' && graft.listed.has('ALL') ? 'untold' : 'unread' }
  }
}

/** What several runs started is not read. */
function besideSeveral({ b }: Drawn['comparison'], lengths: ReadonlyMap<GlobalKey, Spread>): GhostOf {
  return key => {
    if (memberIdOf(key) !== 0 || !isIn(b.forest, key)) return undefined
    const spread = lengths.get(key)
    if (spread === undefined) {
      const around = aroundOf(b.forest, key)
      return around !== undefined && lengths.has(around) ? { kind: 'alone' } : undefined
    }
    const { lengthsMs, p50Ms, p5Ms, p95Ms } = spread
    if (lengthsMs.length < LEAST_RUNS) return { kind: 'few', lengthsMs }
    return { kind: 'spread', runs: lengthsMs.length, p50Ms, p5Ms, p95Ms }
  }
}

/** Whether a run has something there that is compared. */
export function isIn(forest: Forest, key: GlobalKey): boolean {
  const member = forest.member(memberIdOf(key))
  return member !== undefined && (key === rootKeyOf(member.id) || member.tree?.span(spanKeyOf(key)) !== undefined)
}

/** What something lies in, out of an execution into what started it. */
export function aroundOf(forest: Forest, key: GlobalKey): GlobalKey | undefined {
  const member = forest.member(memberIdOf(key))
  if (member === undefined || (key === rootKeyOf(member.id) && member.id !== 0)) return member?.at
  const { parentKey } = member.tree?.span(spanKeyOf(key)) ?? {}
  return parentKey === undefined ? undefined : globalKey(member.id, parentKey)
}
