import {
  type CSSProperties,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'

/** CSS pixels. */
type CssPx = number

export interface VirtualRowsHandle {
  /** Brings a row into view: a near one by moving no further than needed, a far one to the middle. */
  scrollToRow(row: number): void
  /** Scrolls by so many rows at once: some came in above, and what one looks at stays where it was. */
  moveBy(rows: number): void
  focus(): void
}

interface VirtualRowsProps {
  readonly count: number
  readonly rowHeightPx: CssPx
  readonly renderRow: (row: number, style: CSSProperties) => ReactNode
  readonly ref?: Ref<VirtualRowsHandle>
  readonly className?: string
  /** Above the rows, sticky, inside the scroller: a table's header. */
  readonly header?: ReactNode
  readonly headerHeightPx?: CssPx
  /** Role, label, keys and the like of the scroller. */
  readonly scroller?: Omit<HTMLAttributes<HTMLDivElement>, 'className' | 'onScroll' | 'children'>
}

const OVERSCAN_ROWS = 8
/** No screen is higher: a layout that failed to bound the scroller must not put every row into the page. */
const MAX_HEIGHT_PX = 4_000

/** Whatever role it has, a scroller must be reachable by keyboard. */
const REACHABLE = { tabIndex: 0 }

/** Renders only the rows in sight: 25,000 rows cost what forty do. Rows are absolutely placed and equally high. */
export function VirtualRows({
  count,
  rowHeightPx,
  renderRow,
  ref,
  className,
  header,
  headerHeightPx = 0,
  scroller: attributes,
}: VirtualRowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [heightPx, setHeightPx] = useState(600)
  const [firstRow, setFirstRow] = useState(0)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const observer = new ResizeObserver(() => setHeightPx(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useImperativeHandle(ref, () => ({
    scrollToRow(row: number) {
      const element = scroller.current
      if (element === null) return
      const top = row * rowHeightPx
      const room = element.clientHeight - headerHeightPx
      const above = element.scrollTop - top
      const below = top + rowHeightPx - element.scrollTop - room
      if (above <= 0 && below <= 0) return
      // A step further moves a step. One from afar comes to the middle: there it stays in sight when the room shrinks.
      if (Math.max(above, below) > 2 * rowHeightPx) element.scrollTop = top - (room - rowHeightPx) / 2
      else element.scrollTop += above > 0 ? -above : below
    },
    moveBy(rows: number) {
      if (scroller.current !== null && rows !== 0) scroller.current.scrollTop += rows * rowHeightPx
    },
    focus() {
      scroller.current?.focus()
    },
  }))
  const from = Math.max(0, Math.min(firstRow, count - 1) - OVERSCAN_ROWS)
  const to = Math.min(count, firstRow + Math.ceil(Math.min(heightPx, MAX_HEIGHT_PX) / rowHeightPx) + OVERSCAN_ROWS)
  const rows: ReactNode[] = []
  for (let row = from; row < to; row++) rows.push(renderRow(row, { top: row * rowHeightPx, height: rowHeightPx }))
  return (
    <div
      ref={scroller}
      className={`sfn-virtual ${className ?? ''}`}
      {...REACHABLE}
      {...attributes}
      onScroll={event => setFirstRow(Math.floor(event.currentTarget.scrollTop / rowHeightPx))}
    >
      {header}
      <div className="sfn-virtual-rows" role="presentation" style={{ height: count * rowHeightPx }}>
        {rows}
      </div>
    </div>
  )
}
