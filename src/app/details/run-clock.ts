import { createContext, useContext } from 'react'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'

/** When the execution on the page began: times in one below it count from there, as the chart's do. */
export const RunClock = createContext<Millis | undefined>(undefined)

/** From when relative times of an execution count. */
export function useRunStart(tree: ExecutionTree): Millis {
  return useContext(RunClock) ?? tree.root.startedAt
}
