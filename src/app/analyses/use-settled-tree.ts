import { startTransition, useEffect, useRef, useState } from 'react'
import { countedFailureSteps } from '../../analysis/failure-groups.ts'
import { inSlices } from '../../analysis/slices.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import { waitBeforeAnswers } from '../../loading/pace.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { betweenFrames } from './between-frames.ts'

/**
 * The tree that analyses look at: the latest, once pages pause. A history arrives in dozens of pages, and analysing after each
 * would cost more than loading it. Its failures, which nearly every part of the page asks for, are counted between frames before.
 */
export function useSettledTree(
  tree: ExecutionTree | undefined,
  definition: StateMachineDefinition | undefined,
): ExecutionTree | undefined {
  const [settled, setSettled] = useState(tree)
  const settledAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (tree === settled) return
    let isStale = false
    const settle = async () => {
      const steps = tree === undefined ? undefined : countedFailureSteps(tree, definition)
      // What fails here fails again where it is asked for, and is told there.
      if (steps !== undefined)
        await inSlices(
          steps,
          betweenFrames(() => isStale),
        ).catch(() => undefined)
      if (isStale) return
      settledAt.current = performance.now()
      startTransition(() => setSettled(tree))
    }
    const timer = setTimeout(() => void settle(), waitBeforeAnswers(performance.now() - settledAt.current))
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [tree, settled, definition])
  return tree === undefined ? undefined : settled
}
