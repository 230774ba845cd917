import type { Forest } from '../../forest/forest.ts'
import { memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import { wayTo } from '../../forest/way.ts'
import type { SourceRef } from '../../source/source.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { encodeWay } from '../../state/way-code.ts'
import type { LinkTo } from '../details/linked-execution.ts'

/**
 * Links of a sample: its executions are in the sample only, so they lead to the child in place, and AWS is never asked for what was
 * made up. Undefined for what hangs nowhere in it.
 */
export function linksInPlace(ref: SourceRef, forest: Forest): LinkTo {
  return ({ to, arn }) => {
    const graft = forest
      .knownMembers()
      .flatMap(({ id }) => (to === 'execution' ? forest.graftsOf(id) : []))
      .find(one => one.kind === 'nested' && one.arn === arn)
    const parent = graft === undefined ? undefined : wayTo(forest, memberIdOf(graft.at))
    if (graft === undefined || parent === undefined) return undefined
    return encodeLink({ ref, within: encodeWay([...parent, { at: spanKeyOf(graft.at) }]) })
  }
}
