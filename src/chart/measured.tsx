import { lazy, Suspense, useSyncExternalStore } from 'react'
import { lateCode } from '../kit/late-code.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Viewport } from '../timeline/chart-types.ts'
import type { ViewStore } from './view-store.ts'

const MeasurePanel = lazy(lateCode(() => import('./measure-panel.tsx')))

interface MeasuredProps {
  readonly store: ViewStore
  readonly tree: ExecutionTree
  readonly onZoom: (range: Viewport) => void
  readonly onExplain: ((range: Viewport) => void) | undefined
}

/** What is told of the range that somebody measured, if there is one. */
export function Measured({ store, ...props }: MeasuredProps) {
  const range = useSyncExternalStore(store.subscribe, () => store.getState().measure)
  if (range === undefined) return null
  return (
    <Suspense>
      <MeasurePanel {...props} range={range} onStop={() => store.setState({ measure: undefined })} />
    </Suspense>
  )
}
