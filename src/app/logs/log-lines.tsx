import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Millis } from '../../history/events.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { treeMove } from '../../kit/tree-keys.ts'
import { VirtualRows, type VirtualRowsHandle } from '../../kit/virtual-rows.tsx'
import type { AttemptLogView } from '../../loading/attempt-log-view.ts'
import type { LineLevel } from '../../logs/line-level.ts'
import type { LinesOfAttempt } from '../../logs/lines-of-attempt.ts'
import type { OwnedLine } from '../../logs/lines-of-requests.ts'
import { shownLines } from '../../logs/plain-line.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatMoment, type TimeReading } from '../../words/points-in-time.ts'
import { lineCount } from './line-count.ts'
import { LogFilters } from './log-filters.tsx'
import { LogRowView } from './log-row-view.tsx'
import { filteredLines, type LogRow, type LogRows, logRows, nearestLine, withErrorsFirst } from './log-rows.ts'

interface LogLinesProps {
  readonly own: LinesOfAttempt
  readonly view: AttemptLogView
  readonly reading: TimeReading
  /** The moment of the line under the hand, or of the one chosen; undefined: none. */
  readonly onMoment: (at: Millis | undefined) => void
  readonly onPointed: (listener: () => void) => () => void
  /** The moment of the bar under the hand. */
  readonly pointedAt: () => Millis | undefined
}

const ROW_PX = 21

/** The lines of an attempt: searched, filtered, unfolded; the first error is gone to at once. */
export function LogLines(props: LogLinesProps) {
  const { own, view, reading, onMoment } = props
  const [text, setText] = useState('')
  const [hidden, setHidden] = useState<ReadonlySet<LineLevel>>(new Set())
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const [chosen, setChosen] = useState<string>()
  const list = useRef<VirtualRowsHandle>(null)
  const treeId = useId()
  const [errorsFirst, setErrorsFirst] = useState(false)
  // Of a hundred thousand lines it takes a while: what is typed stands at once.
  const wanted = useDeferredValue(text)
  const inTime = useMemo(() => filteredLines(own.lines, { text: wanted, hidden }), [own.lines, wanted, hidden])
  const shown = useMemo(() => (errorsFirst ? withErrorsFirst(inTime) : inTime), [inTime, errorsFirst])
  const rows = useMemo(() => logRows(shown, unfolded), [shown, unfolded])
  const firstError = useMemo(() => inTime.find(({ level }) => level === 'error'), [inTime])
  const currentId = chosen ?? firstError?.line.id
  const at = rows.rowOf(currentId)
  const [detail, setDetail] = useState(0)
  const current = at < 0 ? 0 : Math.min(rows.count - 1, at + detail)
  useHeldInPlace(list, at, currentId)
  const choose = (row: number) => {
    const next = rows.at(row)
    if (next === undefined) return
    setChosen(next.line.line.id)
    setDetail(row - rows.rowOf(next.line.line.id))
    list.current?.scrollToRow(row)
    onMoment(next.line.line.at)
  }
  const toggle = ({ line, fold }: LogRow) => {
    if (fold === undefined) return
    setUnfolded(former => flipped(former, line.line.id))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows.at(current)
    const move = moveIn(rows, current, event.key)
    if (move === undefined) return
    event.preventDefault()
    if (move !== 'toggle') choose(move)
    else if (row !== undefined) toggle(row)
  }
  const moment = () => onMoment(chosen === undefined ? undefined : rows.at(at)?.line.line.at)
  const pointedId = usePointedLine(props, inTime, line => {
    const row = rows.rowOf(line?.line.id)
    if (row >= 0) list.current?.scrollToRow(row)
    if (line === undefined) moment()
    else onMoment(line.line.at)
  })
  return (
    <>
      <LogFilters
        {...{ text, hidden, errorsFirst, lines: own.lines }}
        onErrorsFirst={setErrorsFirst}
        onText={setText}
        onHidden={setHidden}
        onFirstError={firstError && (() => choose(rows.rowOf(firstError.line.id)))}
      />
      <VirtualRows
        ref={list}
        className="sfn-log-lines"
        count={rows.count}
        rowHeightPx={ROW_PX}
        scroller={{
          ...{ role: 'tree', 'aria-label': 'Log lines', onKeyDown },
          'aria-activedescendant': rows.count === 0 ? undefined : `${treeId}-${current}`,
          onPointerLeave: moment,
        }}
        renderRow={(row, style) => {
          const one = rows.at(row)
          if (one === undefined) return null
          return (
            <LogRowView
              key={row}
              id={`${treeId}-${row}`}
              {...{ row: one, style, reading, query: wanted.trim() }}
              current={row === current && chosen !== undefined}
              pointed={one.kind === 'line' && one.line.line.id === pointedId}
              late={view.late.has(one.line.line.id)}
              onHover={() => onMoment(one.line.line.at)}
              onClick={() => {
                choose(row)
                toggle(one)
              }}
            />
          )
        }}
      />
      <footer className="sfn-logs-foot">
        <span className="sfn-muted">{footWords(shown.length, own)}</span>
        <CopyButton label="Copy lines" text={() => textOf(shown, reading)} />
      </footer>
    </>
  )
}

/** Lines that come in above leave what one looks at where it is; at first the first error is gone to. */
function useHeldInPlace(
  list: React.RefObject<VirtualRowsHandle | null>,
  row: number,
  lineId: string | undefined,
): void {
  const before = useRef<{ row: number; lineId: string | undefined }>(undefined)
  useLayoutEffect(() => {
    const former = before.current
    before.current = { row, lineId }
    if (row < 0) return
    if (former === undefined) list.current?.scrollToRow(row)
    else if (former.lineId === lineId && former.row >= 0) list.current?.moveBy(row - former.row)
  }, [list, row, lineId])
}

/** The line nearest to where the hand is on the bar, by its id. `onChange`: it is another one, or none any more. */
function usePointedLine(
  { onPointed, pointedAt }: LogLinesProps,
  inTime: readonly OwnedLine[],
  onChange: (line: OwnedLine | undefined) => void,
): string | undefined {
  const read = () => {
    const at = pointedAt()
    return at === undefined ? undefined : nearestLine(inTime, at)?.line.id
  }
  const id = useSyncExternalStore(onPointed, read)
  const last = useRef(id)
  useEffect(() => {
    if (last.current === id) return
    last.current = id
    onChange(id === undefined ? undefined : inTime.find(({ line }) => line.id === id))
  })
  return id
}

/** What a key does in it: the row to go to, or unfolding. Enter on what does not unfold fixes its moment. */
function moveIn(rows: LogRows, current: number, key: string): number | 'toggle' | undefined {
  const row = rows.at(current)
  const parentRow = () => (row?.kind === 'detail' ? rows.rowOf(row.line.line.id) : undefined)
  const move = treeMove(key, { count: rows.count, current, row, parentRow })
  return move === undefined && (key === 'Enter' || key === ' ') ? current : move
}

function footWords(shown: number, own: LinesOfAttempt): string {
  const all = lineCount(own.lines.length)
  const what =
    own.by === 'requestId'
      ? 'of this request'
      : own.by === 'stream'
        ? 'of its stream'
        : own.invocation === undefined
          ? 'of that time'
          : 'of that invocation'
  return shown === own.lines.length ? `${all} ${what}` : `${formatCount(shown)} of ${all} ${what}`
}

function textOf(lines: readonly OwnedLine[], reading: TimeReading): string {
  return lines
    .map(({ line }) => {
      const time = line.at === undefined ? '' : formatMoment(line.at, reading)
      return `${time}\t${shownLines(line.message.trimEnd()).join('\n')}`
    })
    .join('\n')
}

function flipped<T>(former: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(former)
  if (!next.delete(value)) next.add(value)
  return next
}
