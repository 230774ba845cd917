import { visitsByState } from '../analysis/state-walk.ts'
import { type GlobalKey, globalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import type { Alignment } from './alignment.ts'
import { lengthAt } from './length-at.ts'
import type { PathPart } from './path-parts.ts'
import { membersOf, type Run } from './run.ts'
import { placeKey, type TimeDifference } from './time-difference.ts'

/** Two runs, and what is known of their difference. */
export interface WalkedDifference {
  readonly a: Run
  readonly b: Run
  readonly alignment: Alignment
  readonly onPath: TimeDifference<PathPart>
}

/**
 * Where to look in the second run for the difference, state by state, the largest part first: of the visits of each state the one that
 * took most longer, or most shorter, than its partner. States that only the first run came to have no place. In steps of a visit each,
 * for `inSlices`.
 */
export function* differenceWalkSteps({
  a,
  b,
  alignment,
  onPath,
}: WalkedDifference): Generator<void, readonly GlobalKey[]> {
  const places = new Set(onPath.rows.map(({ part }) => placeKey(part)))
  const best = new Map<string, { readonly key: GlobalKey; readonly byMs: Millis }>()
  for (const { member, tree, machine } of membersOf(b)) {
    for (const { visit, node } of visitsByState(tree)) {
      yield
      const place = placeKey({ machine, path: node.path })
      if (!places.has(place)) continue
      const key = globalKey(member.id, visit.key)
      const partner = alignment.inA.get(key)
      const byMs = Math.abs(
        (lengthAt(b.forest, key) ?? 0) - (partner === undefined ? 0 : (lengthAt(a.forest, partner) ?? 0)),
      )
      const known = best.get(place)
      if (known === undefined || byMs > known.byMs) best.set(place, { key, byMs })
    }
  }
  return [...places].flatMap(place => best.get(place)?.key ?? [])
}
