import type { MapRunSummary } from '../history/execution-summary.ts'

/** How many items of a Map Run failed, and how many may before the Map Run does. */
export interface Tolerance {
  readonly used: number
  readonly allowed: number
}

/**
 * Undefined where no failure is tolerated, or nothing tells. Of a count and a percentage the one that is passed first holds (AWS docs,
 * "Setting failure thresholds for Distributed Map states").
 */
export function toleranceOf({ tolerated, itemCounts }: MapRunSummary): Tolerance | undefined {
  const { count = 0, percentage = 0 } = tolerated ?? {}
  const share = Math.floor((percentage * (itemCounts['total'] ?? 0)) / 100)
  const limits = [...(count > 0 ? [count] : []), ...(percentage > 0 ? [share] : [])]
  if (limits.length === 0) return undefined
  const used = (itemCounts['failed'] ?? 0) + (itemCounts['timedOut'] ?? 0)
  return { used, allowed: Math.min(...limits) }
}
