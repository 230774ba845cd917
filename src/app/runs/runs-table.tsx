import { type CSSProperties, type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef } from 'react'
import { useSize } from '../../chart/use-size.ts'
import type { Millis } from '../../history/events.ts'
import { VirtualRows, type VirtualRowsHandle } from '../../kit/virtual-rows.tsx'
import { runOutcome } from '../../runs/run-buckets.ts'
import type { RunOrder, RunSort } from '../../runs/run-filter.ts'
import type { RunList } from '../../runs/run-list.ts'
import { type RunsOf, refOfListed } from '../../state/run-ref.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { OutcomeText } from '../parts/outcome.tsx'
import { againstWords, type RunsTimeMode, runDurationWords, runStartWords } from './run-words.ts'
import type { ShownRuns } from './runs-shown.ts'

const ROW_PX = 26
const HEADER_PX = 28
/** Names of one machine differ at their ends: where there is no room for all, so many letters stay. */
const TAIL = 14
/** As in the style sheet. */
const NARROW_PX = 700
const LINE_PX = 17
/** Of a row of two or more lines, without those of its name. */
const STACKED_PX = 28
/** Padding, and what one chooses by. */
const BESIDE_NAME_PX = 56
/** Most letters are narrower. */
const WIDE_LETTER_PX = 7.5
/** Of the 80 letters that a name may have. */
const MOST_LINES = 3

const COLUMNS: readonly { readonly name: string; readonly by?: RunOrder; readonly className?: string }[] = [
  { name: 'Choose', className: 'sfn-run-choose' },
  { name: 'Name', by: 'name' },
  { name: 'Status', by: 'status' },
  { name: 'Started', by: 'started' },
  { name: 'Duration', by: 'duration', className: 'sfn-run-number' },
  { name: 'Against p50', className: 'sfn-run-number sfn-run-wide' },
  { name: 'Redrives', by: 'redrives', className: 'sfn-run-number sfn-run-wide' },
  { name: 'Version or alias', className: 'sfn-run-wide' },
]

interface RunsTableProps {
  readonly of: RunsOf
  readonly list: RunList
  readonly shown: ShownRuns
  readonly sort: RunSort
  readonly now: Millis
  readonly timeMode: RunsTimeMode
  readonly onSort: (sort: RunSort) => void
  readonly onOpen: (position: number) => void
  /** ARNs. */
  readonly chosen: readonly string[]
  readonly onChoose: (arn: string) => void
  /** The ARN of the run that keys go on from; undefined for none. */
  readonly selected: string | undefined
  readonly onSelect: (arn: string) => void
}

/** Every run of the range, as many as there are: arrow keys go through them, Enter opens one, Space chooses it. */
export function RunsTable(props: RunsTableProps) {
  const { list, shown, sort, onSort, onOpen, onChoose, selected, onSelect } = props
  const { positions } = shown
  const rows = useRef<VirtualRowsHandle>(null)
  const table = useRef<HTMLDivElement>(null)
  const { widthPx } = useSize(table)
  const rowPx = useMemo(() => rowHeightFor(list, positions, widthPx), [list, positions, widthPx])
  const id = useId()
  const active = useMemo(() => rowOf(list, positions, selected), [list, positions, selected])
  const go = (row: number) => {
    const next = Math.max(0, Math.min(positions.length - 1, row))
    const position = positions[next]
    if (position !== undefined) onSelect(list.arnAt(position))
    rows.current?.scrollToRow(next)
  }
  const isThere = active >= 0
  // What a link, or Back, selects comes into sight with its row; a step by key has brought it there already.
  useEffect(() => {
    if (isThere) rows.current?.scrollToRow(active)
    // oxlint-disable-next-line react/exhaustive-deps -- not where runs come in above it
  }, [isThere, selected, rowPx])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const position = positions[active]
    if (event.key === 'Enter' && position !== undefined) return onOpen(position)
    if (event.key === ' ' && position !== undefined) {
      event.preventDefault()
      return onChoose(list.arnAt(position))
    }
    const to = {
      ...{ ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 10, PageUp: active - 10 },
      ...{ Home: 0, End: positions.length - 1 },
    }[event.key]
    if (to === undefined || positions.length === 0) return
    event.preventDefault()
    go(to)
  }
  return (
    <div ref={table} className="sfn-runs-table">
      <VirtualRows
        ref={rows}
        className="sfn-runs-rows"
        count={positions.length}
        rowHeightPx={rowPx}
        headerHeightPx={HEADER_PX}
        header={<Header sort={sort} onSort={onSort} />}
        scroller={{
          role: 'grid',
          'aria-label': 'Runs',
          'aria-rowcount': positions.length + 1,
          'aria-colcount': COLUMNS.length,
          ...(active >= 0 && { 'aria-activedescendant': `${id}-${active}` }),
          onKeyDown,
        }}
        renderRow={(row, style) => {
          const position = positions[row]
          if (position === undefined) return null
          return (
            <RunRow
              key={list.arnAt(position)}
              {...props}
              position={position}
              id={`${id}-${row}`}
              row={row}
              active={row === active}
              style={style}
            />
          )
        }}
      />
    </div>
  )
}

/** Where the selected run stands; -1 where it is not among those shown. */
function rowOf(list: RunList, positions: Uint32Array, selected: string | undefined): number {
  const position = selected === undefined ? -1 : list.positionOf(selected)
  return position === -1 ? -1 : positions.indexOf(position)
}

/** Where columns have no room a name has its own lines, as many as the longest may need, and the rest stands below. */
function rowHeightFor(list: RunList, positions: Uint32Array, widthPx: number): number {
  if (widthPx === 0 || widthPx > NARROW_PX) return ROW_PX
  const longest = positions.reduce((most, position) => Math.max(most, list.nameAt(position).length), 0)
  const lines = Math.ceil((longest * WIDE_LETTER_PX) / (widthPx - BESIDE_NAME_PX))
  return STACKED_PX + LINE_PX * Math.max(1, Math.min(MOST_LINES, lines))
}

/** The first click on a column puts the largest first, a name's the smallest; the next turns it round. */
function Header({ sort, onSort }: Pick<RunsTableProps, 'sort' | 'onSort'>) {
  return (
    <div role="row" aria-rowindex={1} className="sfn-runs-header">
      {COLUMNS.map(({ name, by, className }) => {
        const isOwn = sort.by === by
        const order = isOwn ? (sort.ascending ? 'ascending' : 'descending') : 'none'
        return (
          <div key={name} role="columnheader" className={className} {...(by !== undefined && { 'aria-sort': order })}>
            {by === undefined ? (
              <span className={name === 'Choose' ? 'sfn-hidden' : undefined}>{name}</span>
            ) : (
              <button
                type="button"
                className="sfn-sort"
                onClick={() => onSort({ by, ascending: isOwn ? !sort.ascending : by === 'name' })}
              >
                {name} {isOwn && (sort.ascending ? '↑' : '↓')}
              </button>
            )}
          </div>
        )
      })}
    </div>
  )
}

interface RunRowProps extends RunsTableProps {
  readonly position: number
  readonly row: number
  readonly id: string
  readonly active: boolean
  readonly style: CSSProperties
}

function RunRow(props: RunRowProps) {
  const { of, list, shown, position, now, timeMode, row, id, active, style, chosen, onChoose, onSelect, onOpen } = props
  const run = list.run(position)
  const outcome = runOutcome(run.status)
  const durationMs = list.durationAt(position, now)
  const { p50Ms } = shown
  const isChosen = chosen.includes(run.arn)
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    // Here, so that the row is selected when one comes back.
    event.preventDefault()
    onSelect(run.arn)
    onOpen(position)
  }
  return (
    // The grid has the keys; the link lies over the whole row
    <div
      id={id}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={active}
      tabIndex={-1}
      className={`sfn-run-row${active ? ' sfn-run-active' : ''}${isChosen ? ' sfn-run-chosen' : ''}`}
      style={style}
    >
      <div role="gridcell" className="sfn-run-choose">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Choose ${run.name}`}
          checked={isChosen}
          onChange={() => onChoose(run.arn)}
        />
      </div>
      <div role="gridcell" className="sfn-run-name" title={run.name}>
        <a
          className="sfn-run-link"
          tabIndex={-1}
          href={encodeLink({ ref: refOfListed(of, list, position) })}
          aria-label={run.name}
          onClick={onClick}
        >
          <span>{run.name.slice(0, -TAIL)}</span>
          <span>{run.name.slice(-TAIL)}</span>
        </a>
      </div>
      <div role="gridcell">{outcome === 'unknown' ? (run.status ?? '—') : <OutcomeText outcome={outcome} />}</div>
      <div role="gridcell" title={runStartWords(run, timeMode)}>
        {runStartWords(run, timeMode)}
      </div>
      <div role="gridcell" className="sfn-run-number">
        {runDurationWords(list, position, now)}
        <DurationBar durationMs={durationMs} shown={shown} outcome={outcome} />
      </div>
      <div role="gridcell" className="sfn-run-number sfn-run-wide">
        {outcome === 'succeeded' && p50Ms !== undefined ? againstWords(durationMs - p50Ms) : '—'}
      </div>
      <div role="gridcell" className="sfn-run-number sfn-run-wide">
        {run.redriveCount === 0 ? '' : run.redriveCount}
      </div>
      <div role="gridcell" className="sfn-run-wide" title={run.startedBy}>
        {run.startedBy ?? ''}
      </div>
    </div>
  )
}

interface DurationBarProps {
  readonly durationMs: Millis
  readonly shown: ShownRuns
  readonly outcome: string
}

/** A run's duration beside the longest, with a tick where half of the successes had ended. */
function DurationBar({ durationMs, shown: { longestMs, p50Ms }, outcome }: DurationBarProps) {
  const share = (ms: Millis) => `${Math.min(100, (ms / Math.max(1, longestMs)) * 100)}%`
  if (Number.isNaN(durationMs)) return <span className="sfn-run-bar" aria-hidden="true" />
  return (
    <span className="sfn-run-bar" aria-hidden="true">
      <span className={`sfn-run-bar-${outcome}`} style={{ width: share(durationMs) }} />
      {p50Ms !== undefined && <i style={{ left: share(p50Ms) }} />}
    </span>
  )
}
