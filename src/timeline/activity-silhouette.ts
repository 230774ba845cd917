import type { ExecutionTree } from '../model/execution-tree.ts'
import { activityOf } from './activity.ts'
import { failureMarks } from './failure-marks.ts'
import { type Silhouette, stepsOf } from './silhouette.ts'

const known = new WeakMap<ExecutionTree, Silhouette>()

/** How much went on at once in the whole execution; worked out once a tree version. */
export function activitySilhouette(tree: ExecutionTree): Silhouette {
  let silhouette = known.get(tree)
  if (silhouette === undefined) {
    const { starts, ends } = activityOf(tree)
    // The clock may have been set back between two events.
    const failures = failureMarks(tree).toSorted((a, b) => a.at - b.at)
    silhouette = {
      ...stepsOf(starts, ends),
      total: starts.length,
      failedAt: Float64Array.from(failures, failure => failure.at),
      failedKeys: Float64Array.from(failures, failure => failure.key),
    }
    known.set(tree, silhouette)
  }
  return silhouette
}
