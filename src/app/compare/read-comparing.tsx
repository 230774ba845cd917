import { useLayoutEffect } from 'react'
import type { Baseline } from '../../state/baseline.ts'
import type { Comparing } from './comparing.ts'
import { type OwnRun, useComparing } from './use-comparing.ts'

interface ReadComparingProps extends OwnRun {
  readonly baseline: Baseline
  /** Told before anything is painted; undefined once nothing is compared any more. */
  readonly onComparing: (comparing: Comparing | undefined) => void
}

/** Reads what a link names to be compared with. It shows nothing itself: it is loaded with the first link that names something. */
export default function ReadComparing({ baseline, onComparing, ...run }: ReadComparingProps) {
  const comparing = useComparing(baseline, run)
  useLayoutEffect(() => onComparing(comparing), [comparing, onComparing])
  useLayoutEffect(() => () => onComparing(undefined), [onComparing])
  return null
}
