import { useEffect, useRef } from 'react'
import type { ChartRows } from '../timeline/rows-draft.ts'
import type { Companion } from './together.ts'
import type { Scroll } from './use-scroll.ts'
import type { ViewStore } from './view-store.ts'

/** Lets a chart move with others as long as it is to. */
export function useTogether(
  companion: Companion | undefined,
  store: ViewStore,
  { rows, scroll }: { readonly rows: ChartRows; readonly scroll: Scroll },
): void {
  const latest = useRef(rows)
  useEffect(() => {
    latest.current = rows
  })
  useEffect(() => {
    if (companion === undefined) return undefined
    const { together, offsetMs, partnerOf } = companion
    return together.join({ store, scroll, offsetMs, partnerOf, rows: () => latest.current })
  }, [companion, store, scroll])
}
