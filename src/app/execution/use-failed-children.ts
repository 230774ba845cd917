import { useCallback, useEffect, useMemo, useState } from 'react'
import { type FailedChildren, failedChildrenOf } from '../../analysis/failed-children.ts'
import type { BelowView } from '../../state/use-execution.ts'
import { failedReaderOf } from './failed-children.ts'

/** How far the failed children are read, and the way to more. */
export interface FailedChildrenView extends FailedChildren {
  readonly busy: boolean
  readonly readMore: () => void
}

/**
 * Failed executions below the one on the page, for the answers that group their errors: the ends of some are read as soon as these
 * are shown. Undefined where nothing below can be had.
 */
export function useFailedChildren(below: BelowView | undefined): FailedChildrenView | undefined {
  const fleet = below?.fleet
  const opening = below?.opening
  const reader = useMemo(
    () => (fleet === undefined || opening === undefined ? undefined : failedReaderOf({ fleet, opening })),
    [fleet, opening],
  )
  const [changes, setChanges] = useState(0)
  useEffect(() => reader?.subscribe(() => setChanges(count => count + 1)), [reader])
  const forest = below?.forest
  const isRead = forest?.member(0)?.state.kind === 'read'
  useEffect(() => {
    if (reader !== undefined && isRead && !reader.begun) void reader.readMore()
  }, [reader, isRead])
  const readMore = useCallback(() => void reader?.readMore(), [reader])
  return useMemo(() => {
    if (forest === undefined || reader === undefined) return undefined
    // What was tried is the reader's own, and told by `changes`.
    return { ...failedChildrenOf(forest, reader.isTried), busy: reader.busy, readMore, changes }
  }, [forest, reader, changes, readMore])
}
