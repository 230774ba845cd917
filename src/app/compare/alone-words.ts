import type { StatePlace } from '../../comparison/time-difference.ts'
import type { Usual } from '../../comparison/usual.ts'
import { formatCount } from '../../words/format-count.ts'

/** A state that one side alone came to. */
export interface Alone extends StatePlace {
  readonly isIn: 'a' | 'b'
}

/** A badge, and what it says at length. */
export interface AloneWords {
  readonly badge: string
  readonly title: string
}

/**
 * What is said of a state that only this run (`b`) or only the one it is held against (`a`) came to. Against several nothing is new that
 * any of them came to: the parts are those of one run, but what is usual is told by all.
 */
export function aloneInWords({ machine, path, isIn }: Alone, usual: Usual | undefined): AloneWords {
  if (usual === undefined) {
    return isIn === 'b'
      ? { badge: 'new', title: 'The run before did not come to it' }
      : { badge: 'not in this run', title: 'The run before came to it, this one did not' }
  }
  const all = formatCount(usual.count)
  const reached = formatCount((machine === undefined ? usual.states.get(path)?.lengthsMs.length : undefined) ?? 0)
  const how = `${reached} of the ${all} runs before came to it`
  if (isIn === 'a') return { badge: 'not in this run', title: `${how}, this one did not` }
  if (reached === '0') return { badge: 'new', title: `None of the ${all} runs before came to it` }
  return { badge: `in ${reached} of ${all}`, title: `${how}; that of the middle time did not` }
}
