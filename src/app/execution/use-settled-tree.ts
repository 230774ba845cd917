import { startTransition, useEffect, useRef, useState } from 'react'
import type { ExecutionTree } from '../../model/execution-tree.ts'

/** No page came for so long: now is the time to think about all of them. */
const QUIET_MS = 250
/** While pages keep coming, answers are brought up to date this often all the same. */
const AT_LEAST_EVERY_MS = 2_500

/**
 * The tree that analyses look at: the latest, once pages pause. A history arrives in dozens of pages, and analysing after each
 * would cost more than loading it.
 */
export function useSettledTree(tree: ExecutionTree | undefined): ExecutionTree | undefined {
  const [settled, setSettled] = useState(tree)
  const settledAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (tree === settled) return
    const due = settledAt.current + AT_LEAST_EVERY_MS - performance.now()
    const timer = setTimeout(
      () => {
        settledAt.current = performance.now()
        startTransition(() => setSettled(tree))
      },
      Math.max(0, Math.min(QUIET_MS, due)),
    )
    return () => clearTimeout(timer)
  }, [tree, settled])
  return tree === undefined ? undefined : settled
}
