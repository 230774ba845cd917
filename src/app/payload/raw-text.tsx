import { useEffect, useMemo, useRef } from 'react'
import { VirtualRows, type VirtualRowsHandle } from '../../kit/virtual-rows.tsx'
import { Marked } from './marked.tsx'

const ROW_PX = 18

interface RawTextProps {
  readonly lines: readonly string[]
  readonly label: string
  readonly query: string
  readonly currentLine: number | undefined
}

/** A text of any size, line by line; only lines in sight are in the page. */
export function RawText({ lines, label, query, currentLine }: RawTextProps) {
  const rows = useRef<VirtualRowsHandle>(null)
  const gutter = useMemo(() => String(lines.length).length, [lines])
  useEffect(() => {
    if (currentLine !== undefined) rows.current?.scrollToRow(currentLine)
  }, [currentLine])
  return (
    <VirtualRows
      ref={rows}
      className="sfn-payload-lines"
      count={lines.length}
      rowHeightPx={ROW_PX}
      scroller={{ role: 'region', 'aria-label': label }}
      renderRow={(row, style) => (
        <div key={row} className={`sfn-json-line${row === currentLine ? ' sfn-json-current' : ''}`} style={style}>
          <span className="sfn-raw-number" aria-hidden="true">
            {String(row + 1).padStart(gutter)}
          </span>
          <Marked text={lines[row] ?? ''} query={query} />
        </div>
      )}
    />
  )
}
