import { lazy, Suspense, useEffect, useState } from 'react'
import { lateCode } from '../kit/late-code.ts'
import type { TooltipProps } from './tooltip.tsx'

const Tooltip = lazy(lateCode(() => import('./tooltip.tsx').then(({ Tooltip }) => ({ default: Tooltip }))))

/** The tooltip, loaded when the pointer is over something for the first time; from then on it stays, as React renders no hover. */
export function LateTooltip(props: TooltipProps) {
  const { store } = props
  const [isWanted, setIsWanted] = useState(false)
  useEffect(
    () =>
      isWanted
        ? undefined
        : store.subscribe(({ hover }) => {
            if (hover !== undefined) setIsWanted(true)
          }),
    [store, isWanted],
  )
  return isWanted ? (
    <Suspense>
      <Tooltip {...props} />
    </Suspense>
  ) : null
}
