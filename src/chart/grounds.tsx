import { useEffect, useRef } from 'react'
import type { ChartPicture } from './chart-picture.ts'
import type { ViewStore } from './view-store.ts'

/** The grounds of the hovered and the selected row, across tree and time area, below both. */
export function Grounds({ store, picture }: { readonly store: ViewStore; readonly picture: ChartPicture }) {
  const hovered = useRef<HTMLDivElement>(null)
  const { rows, selectedRow } = picture
  // The pointer moves on every frame: placed past React.
  useEffect(() => {
    const place = (): void => {
      const element = hovered.current
      const row = store.getState().hover?.row ?? -1
      if (element === null) return
      const shown = row >= 0 && row < rows.count
      element.style.display = shown ? '' : 'none'
      if (!shown) return
      element.style.top = `${rows.topPx(row)}px`
      element.style.height = `${rows.rowHeightPx(row)}px`
    }
    place()
    return store.subscribe((live, before) => {
      if (live.hover !== before.hover) place()
    })
  }, [store, rows])
  return (
    <>
      <div ref={hovered} className="chart-ground chart-ground--hover" />
      {selectedRow >= 0 && (
        <div
          className="chart-ground chart-ground--selected"
          style={{ top: rows.topPx(selectedRow), height: rows.rowHeightPx(selectedRow) }}
        />
      )}
    </>
  )
}
