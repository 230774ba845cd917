import { type CSSProperties, type KeyboardEvent, useId, useRef, useState } from 'react'
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

const COLUMNS: readonly { readonly name: string; readonly by?: RunOrder; readonly className?: string }[] = [
  { name: 'Choose', className: 'sfn-run-choose' },
  { name: 'Name', by: 'name' },
  { name: 'Status', by: 'status' },
  { name: 'Started', by: 'started' },
  { name: 'Duration', by: 'duration', className: 'sfn-run-number' },
  { name: 'Against p50', className: 'sfn-run-number sfn-run-wide' },
  { name: 'Redrives', by: 'redrives', className: 'sfn-run-number sfn-run-wide' },
  { name: 'Started by', className: 'sfn-run-wide' },
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
}

/** Every run of the range, as many as there are: arrow keys go through them, Enter opens one, Space chooses it. */
export function RunsTable(props: RunsTableProps) {
  const { list, shown, sort, onSort, onOpen, onChoose } = props
  const { positions } = shown
  const rows = useRef<VirtualRowsHandle>(null)
  const [at, setAt] = useState(-1)
  const id = useId()
  const active = at < positions.length ? at : -1
  const go = (row: number) => {
    const next = Math.max(0, Math.min(positions.length - 1, row))
    setAt(next)
    rows.current?.scrollToRow(next)
  }
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
    <VirtualRows
      ref={rows}
      className="sfn-runs-table"
      count={positions.length}
      rowHeightPx={ROW_PX}
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
  )
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
  const { of, list, shown, position, now, timeMode, row, id, active, style, chosen, onChoose } = props
  const run = list.run(position)
  const outcome = runOutcome(run.status)
  const durationMs = list.durationAt(position, now)
  const { p50Ms } = shown
  const isChosen = chosen.includes(run.arn)
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
      <div role="gridcell" title={run.name}>
        <a className="sfn-run-link" tabIndex={-1} href={encodeLink({ ref: refOfListed(of, list, position) })}>
          {run.name}
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
