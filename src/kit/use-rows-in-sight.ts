import { type RefObject, useEffect, useRef, useState } from 'react'

/** The rows of a long table or list that are to be in the page, `from` ≤ row < `to`, and the room of those before and after. */
export interface RowsInSight<Container extends HTMLElement> {
  readonly container: RefObject<Container | null>
  readonly from: number
  readonly to: number
  /** CSS pixels. */
  readonly beforePx: number
  readonly afterPx: number
  /** How high a row is: as guessed until one was measured. */
  readonly rowPx: number
  /** Where some rows are left out all must be one line high. */
  readonly whiteSpace: 'nowrap' | undefined
}

/** Rows come and go by so many at once: scrolling by one renders nothing. Each is dear, being a row of a table. */
const STEP_ROWS = 8

/**
 * Which rows of a container (a `tbody`, a list) are near enough to the window to be rendered: 25,000 rows cost what some dozens do.
 * All rows are as high as those that stand there are on average; `guessPx` is for the first look. Whatever scrolls, scrolls within the
 * window; so that is what is looked at.
 */
export function useRowsInSight<Container extends HTMLElement>(count: number, guessPx: number): RowsInSight<Container> {
  const container = useRef<Container>(null)
  const [rowHeightPx, setRowHeightPx] = useState(guessPx)
  const [first, setFirst] = useState(0)
  const [near, setNear] = useState(() => rowsIn(window.innerHeight, rowHeightPx))
  // After every render: rows before it may have come or gone. In the frame that lays it out: asking at once would lay it out in the
  // middle of the task that made it.
  useEffect(() => {
    const look = () => {
      const element = container.current
      if (element === null) return
      const { top } = element.getBoundingClientRect()
      // The next look is one with the new height.
      setRowHeightPx(height => measured(element) ?? height)
      const above = Math.floor(Math.max(0, -top) / rowHeightPx / STEP_ROWS) * STEP_ROWS
      setFirst(Math.max(0, above - STEP_ROWS))
      // A step after them, and one before where something is; where the first stands below the top, the fewer are in sight.
      const steps = above > 0 ? 2 : 1
      setNear(rowsIn(window.innerHeight - Math.max(0, top), rowHeightPx) + steps * STEP_ROWS)
    }
    const frame = requestAnimationFrame(look)
    window.addEventListener('scroll', look, { capture: true, passive: true })
    window.addEventListener('resize', look)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('scroll', look, { capture: true })
      window.removeEventListener('resize', look)
    }
  })
  // Of a table that is not much higher than the window all rows are there.
  const shown = Math.max(near, count <= rowsIn(window.innerHeight, rowHeightPx) + 2 * STEP_ROWS ? count : 0)
  const from = Math.min(first, Math.max(0, count - shown))
  const to = Math.min(count, from + shown)
  const whiteSpace = to - from < count ? 'nowrap' : undefined
  return {
    container,
    from,
    to,
    beforePx: from * rowHeightPx,
    afterPx: (count - to) * rowHeightPx,
    rowPx: rowHeightPx,
    whiteSpace,
  }
}

/** How high a row is, of those that are in the page; undefined while none is, or nothing is laid out. Rooms that stand for rows are hidden. */
function measured(container: HTMLElement): number | undefined {
  const rows = [...container.children].filter(row => row.ariaHidden !== 'true')
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const heightPx = (last.getBoundingClientRect().bottom - first.getBoundingClientRect().top) / rows.length
  // Thousandths of a pixel come and go with where the rows stand.
  return heightPx > 0 ? Math.round(heightPx * 16) / 16 : undefined
}

/** As many whole steps as fill a height, wherever in the first of them it begins. */
function rowsIn(heightPx: number, rowHeightPx: number): number {
  return (Math.ceil(Math.max(0, heightPx) / rowHeightPx / STEP_ROWS) + 1) * STEP_ROWS
}
