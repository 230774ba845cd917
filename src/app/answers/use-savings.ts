import { useEffect, useState } from 'react'
import { withoutState } from '../../analysis/without-state.ts'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'

/**
 * How much shorter the run would be without each of some states, by path. Each is a walk through the whole tree, so they come
 * one by one, with a chance to draw in between.
 */
export function useSavings(tree: ExecutionTree, paths: readonly string[]): ReadonlyMap<string, Millis> {
  const [savings, setSavings] = useState<ReadonlyMap<string, Millis>>(new Map())
  useEffect(() => {
    const found = new Map<string, Millis>()
    setSavings(found)
    let timer: ReturnType<typeof setTimeout> | undefined
    const next = (at: number): void => {
      const path = paths[at]
      if (path === undefined) return setSavings(new Map(found))
      found.set(path, withoutState(tree, path).savedMs)
      timer = setTimeout(() => next(at + 1), 0)
    }
    timer = setTimeout(() => next(0), 0)
    return () => clearTimeout(timer)
  }, [tree, paths])
  return savings
}
