import { startTransition, useEffect, useRef, useState } from 'react'
import { waitBeforeAnswers } from '../loading/pace.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/**
 * The tree that analyses look at: the latest, once pages pause. A history arrives in dozens of pages, and analysing after each
 * would cost more than loading it.
 */
export function useSettledTree(tree: ExecutionTree | undefined): ExecutionTree | undefined {
  const [settled, setSettled] = useState(tree)
  const settledAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (tree === settled) return
    const timer = setTimeout(
      () => {
        settledAt.current = performance.now()
        startTransition(() => setSettled(tree))
      },
      waitBeforeAnswers(performance.now() - settledAt.current),
    )
    return () => clearTimeout(timer)
  }, [tree, settled])
  return tree === undefined ? undefined : settled
}
