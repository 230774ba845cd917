import { useMemo } from 'react'
import { type LayoutOrder, layOut } from '../../graph/layout.ts'
import type { Laying } from './use-graph-layout.ts'

/** In place of the layout in a worker in the viewer of a file to share, which starts none. */
export function useGraphLayout(order: LayoutOrder | undefined): Laying {
  return useMemo(() => layingOf(order), [order])
}

function layingOf(order: LayoutOrder | undefined): Laying {
  if (order === undefined) return { kind: 'busy' }
  try {
    return { kind: 'done', layout: layOut(order) }
  } catch {
    return { kind: 'failed' }
  }
}
