import { useLayoutEffect } from 'react'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Baseline } from '../../state/baseline.ts'
import type { Comparing } from './comparing.ts'
import { useComparing } from './use-comparing.ts'

interface ReadComparingProps {
  readonly baseline: Baseline
  readonly own: ExecutionView
  readonly tree: ExecutionTree | undefined
  /** Told before anything is painted; undefined once nothing is compared any more. */
  readonly onComparing: (comparing: Comparing | undefined) => void
}

/** Reads what a link names to be compared with. It shows nothing itself: it is loaded with the first link that names something. */
export default function ReadComparing({ baseline, own, tree, onComparing }: ReadComparingProps) {
  const comparing = useComparing(baseline, own, tree)
  useLayoutEffect(() => onComparing(comparing), [comparing, onComparing])
  useLayoutEffect(() => () => onComparing(undefined), [onComparing])
  return null
}
