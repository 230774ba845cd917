import { lazy, Suspense } from 'react'
import { lateCode } from '../kit/late-code.ts'
import type { LanePanelsProps } from './lane-panel.tsx'

const LanePanels = lazy(lateCode(() => import('./lane-panel.tsx').then(({ LanePanels }) => ({ default: LanePanels }))))

/** What stands beside lanes, loaded with the first of them. */
export function LateLanePanels(props: LanePanelsProps) {
  return props.rows.laneBlocks.length === 0 ? null : (
    <Suspense>
      <LanePanels {...props} />
    </Suspense>
  )
}
