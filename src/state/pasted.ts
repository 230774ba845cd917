import { parseTarget, type Target, twoExecutionsIn } from '../history/target.ts'
import { encodeLink } from './view-link-codec.ts'

/** What a person pasted, understood; of two executions the second is held against the first, as `sfn-timeline compare` does. */
export function readPasted(pasted: string): Target {
  const two = twoExecutionsIn(pasted)
  if (two === undefined) return parseTarget(pasted)
  const [baseline, ref] = two.map(({ arn }) => ({ kind: 'aws', arn }) as const)
  if (baseline === undefined || ref === undefined) return parseTarget(pasted)
  return { kind: 'appLink', hash: encodeLink({ ref, baseline, panel: 'compare' }) }
}
