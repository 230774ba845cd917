import { lazy, Suspense, useCallback, useState } from 'react'
import type { MenuAsked } from '../../chart/ask-menu.ts'
import { lateCode } from '../../kit/late-code.ts'
import type { RowMenuInput } from './row-menu.tsx'

const RowMenu = lazy(lateCode(() => import('./row-menu.tsx')))

/** What can be done with a row or a bar, once somebody asks. */
export function useRowMenu(input: RowMenuInput) {
  const [asked, setAsked] = useState<MenuAsked>()
  const onMenu = useCallback((next: MenuAsked) => setAsked(next), [])
  const menu = asked && (
    <Suspense>
      <RowMenu key={asked.key} {...input} asked={asked} onClose={() => setAsked(undefined)} />
    </Suspense>
  )
  return { onMenu, menu }
}
