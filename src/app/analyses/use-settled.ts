import { startTransition, useEffect, useRef, useState } from 'react'
import { failureGroupSteps } from '../../analysis/failure-groups.ts'
import type { StateMachineDefinition } from '../../history/definition.ts'
import { betweenFrames } from '../../kit/between-frames.ts'
import { waitBeforeAnswers } from '../../loading/pace.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { inSlices } from '../../waits/slices.ts'

interface Settled {
  readonly tree: ExecutionTree | undefined
  /** It tells errors of Fail states: failures are counted with it. */
  readonly definition: StateMachineDefinition | undefined
}

/**
 * The tree that analyses look at: the latest, once pages pause. A history arrives in dozens of pages, and analysing after each
 * would cost more than loading it. Its failures, which nearly every part of the page asks for, are counted between frames before;
 * so they are anew when the definition comes later than the history.
 */
export function useSettled(tree: ExecutionTree | undefined, definition: StateMachineDefinition | undefined): Settled {
  const [settled, setSettled] = useState<Settled>({ tree, definition })
  const settledAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (tree === settled.tree && definition === settled.definition) return
    let isStale = false
    const settle = async () => {
      // What fails here fails again where it is asked for, and is told there.
      if (tree !== undefined)
        await inSlices(
          failureGroupSteps(tree, definition),
          betweenFrames(() => isStale),
        ).catch(() => undefined)
      if (isStale) return
      settledAt.current = performance.now()
      startTransition(() => setSettled({ tree, definition }))
    }
    const isNewTree = tree !== settled.tree
    const timer = setTimeout(
      () => void settle(),
      isNewTree ? waitBeforeAnswers(performance.now() - settledAt.current) : 0,
    )
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [tree, settled, definition])
  return tree === undefined ? { tree, definition } : settled
}
