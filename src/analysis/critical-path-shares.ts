import type { Forest } from '../forest/forest.ts'
import { spanKeyOf } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { stateNamesAround } from '../model/walk.ts'
import { machineName } from '../words/member-names.ts'
import { PATH_SEPARATOR } from '../words/places.ts'
import type { PathShare } from './critical-path.ts'
import type { PathStepAcross } from './critical-path-across.ts'

/** What a state of some state machine contributed to the critical path. */
export interface PathShareAcross extends PathShare {
  /** The state machine below that the path is of; undefined for the execution that was asked about. */
  readonly machine: string | undefined
}

/** The parts of a critical path by state machine and state, the longest first; their sum is the path's time. */
export function sharesAcross(forest: Forest, steps: readonly PathStepAcross[]): readonly PathShareAcross[] {
  const sums = new Map<string, { readonly machine: string | undefined; readonly path: string; ms: Millis }>()
  const [first, last] = [steps[0], steps.at(-1)]
  for (const { key, member: id, from, to } of steps) {
    const member = forest.member(id)
    const span = member?.tree?.span(spanKeyOf(key))
    if (member?.tree === undefined || span === undefined) continue
    const machine = id === 0 ? undefined : (machineName(member) ?? '')
    const path = stateNamesAround(member.tree, span).join(PATH_SEPARATOR)
    const name = JSON.stringify([machine ?? null, path])
    const sum = sums.get(name) ?? { machine, path, ms: 0 }
    sums.set(name, sum)
    sum.ms += to - from
  }
  const totalMs = first === undefined || last === undefined ? 0 : last.to - first.from
  return [...sums.values()]
    .map(sum => ({ ...sum, share: totalMs > 0 ? sum.ms / totalMs : 0 }))
    .toSorted((a, b) => b.ms - a.ms)
}
