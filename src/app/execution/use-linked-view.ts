import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ArrivedRows, ChartView, TimelineProps } from '../../chart/timeline-props.ts'
import type { Forest } from '../../forest/forest.ts'
import { type GlobalKey, memberIdOf, rootKeyOf } from '../../forest/keys.ts'
import { decodeBelow, encodeBelow, placedIn, type RowsBelow, rowsBelow } from '../../state/below-code.ts'
import type { LinkPatch, Navigate } from '../../state/link-writer.ts'
import { decodeRows, encodeRows, type RowsByHand } from '../../state/rows-code.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'

/** A view, as a link tells it or as it was written into one. */
interface LinkedRows {
  readonly rows: string | undefined
  readonly below: string | undefined
  readonly open: ChartView['open']
  /** Rows of executions that the forest does not reach yet. */
  readonly waiting: readonly RowsBelow[]
}

/**
 * The view a link tells, and how changes of it are written into the link. What it tells of executions that are not reached yet
 * arrives once they are; the way there is read.
 */
export function useLinkedView(
  link: ViewLink,
  navigate: Navigate,
  below: BelowView | undefined,
): Pick<TimelineProps, 'view' | 'arrived' | 'onView'> {
  const { from, to, rows, unfolded, measure, below: rowsOfBelow } = link
  const forest = below?.forest
  const latest = useRef(forest)
  latest.current = forest
  const last = useRef<LinkedRows>(undefined)
  // What comes back as it was written is the same view: a link holds only so many rows.
  const linked = useMemo(() => {
    const { current } = last
    if (current !== undefined && current.rows === rows && current.below === rowsOfBelow) return current
    return (last.current = linkedRows(rows, rowsOfBelow, latest.current))
  }, [rows, rowsOfBelow])
  const view = useMemo<ChartView>(() => {
    const range = from === undefined || to === undefined || from >= to ? undefined : { from, to }
    return { range, open: linked.open, also: openChildren(linked.open), unfolded: unfolded ?? [], measure }
  }, [from, to, linked, unfolded, measure])
  const onView = useCallback<NonNullable<TimelineProps['onView']>>(
    (change, how) => {
      const patch: { -readonly [K in 'from' | 'to' | 'rows' | 'below' | 'unfolded' | 'measure']?: LinkPatch[K] } = {}
      if ('range' in change) [patch.from, patch.to] = [change.range?.from, change.range?.to]
      if ('measure' in change) patch.measure = change.measure
      if (change.unfolded !== undefined) patch.unfolded = change.unfolded.length > 0 ? change.unfolded : undefined
      if (change.open !== undefined) {
        last.current = writtenRows(change.open, last.current?.waiting ?? [], latest.current)
        patch.rows = last.current.rows
        patch.below = last.current.below
      }
      navigate(patch, how)
    },
    [navigate],
  )
  const [arrived, setArrived] = useState<ArrivedRows>()
  const opening = below?.opening
  useEffect(() => {
    const { current } = last
    if (rowsOfBelow === undefined || forest === undefined || current === undefined) return
    if (current.waiting.length === 0) return
    const { rows: reached, waiting } = placedIn(forest, current.waiting)
    for (const { way } of waiting) opening?.lead(way, { read: false })
    if (waiting.length === current.waiting.length) return
    last.current = { ...current, waiting }
    setArrived({ ...reached, also: openChildren(reached) })
  }, [rowsOfBelow, forest, opening])
  return { view, arrived, onView }
}

function linkedRows(rows: string | undefined, below: string | undefined, forest: Forest | undefined): LinkedRows {
  const own = decodeRows(rows)
  const told = decodeBelow(below)
  if (forest === undefined) return { rows, below, open: own, waiting: told }
  const { rows: placed, waiting } = placedIn(forest, told)
  const open = {
    ...own,
    byHand: new Map([...own.byHand, ...placed.byHand]),
    fanOut: new Map([...own.fanOut, ...placed.fanOut]),
  }
  return { rows, below, open, waiting }
}

function writtenRows(open: ChartView['open'], waiting: readonly RowsBelow[], forest: Forest | undefined): LinkedRows {
  const reached = forest === undefined ? [] : rowsBelow(open, forest)
  return { rows: encodeRows(open), below: encodeBelow([...reached, ...waiting]), open, waiting }
}

/** Children that are open are listed, whichever their container lists by itself. */
function openChildren({ byHand }: RowsByHand): ReadonlySet<GlobalKey> {
  const open = [...byHand].filter(
    ([key, isOpen]) => isOpen && memberIdOf(key) !== 0 && key === rootKeyOf(memberIdOf(key)),
  )
  return new Set(open.map(([key]) => key))
}
