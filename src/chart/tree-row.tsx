import type { CSSProperties, MouseEvent } from 'react'
import type { Span } from '../model/span.ts'
import type { ChartRows } from '../timeline/rows.ts'
import { formatCount } from '../words/format-count.ts'
import { BandControls, BandOpener, bandText } from './fan-out-band.tsx'
import { OutcomeIcon, SpanIcon, TwistyIcon } from './icons.tsx'
import { badgesOf, durationText, type RowContext, rowLabel, spanName, summaryText } from './row-text.ts'
import type { TreeActions } from './tree-actions.ts'
import { refAt, rowName } from './tree-keys.ts'
import { TreeName } from './tree-name.tsx'
import './tree-row.css'

export interface TreeRowProps {
  readonly rows: ChartRows
  readonly row: number
  readonly context: RowContext
  readonly actions: TreeActions
  readonly selected: boolean
  readonly focusable: boolean
  readonly matched: boolean
  /** A container kept at the top while its rows scroll: a picture of the row, not another row. */
  readonly stuckPx?: number
}

/** Twisty and icon before a name. */
const NAME_PX = 34

/** One row of the tree, as the treegrid's row with a cell for the name and one for the duration. */
export function TreeRow(props: TreeRowProps) {
  const { rows, row, context, actions, selected, focusable, stuckPx } = props
  const kind = rows.kindAt(row)
  const key = rows.keyAt(row)
  const span = context.tree.span(key)
  if (span === undefined) return null
  const stuck = stuckPx !== undefined
  const depth = rows.depthAt(row)
  const style: CSSProperties = { top: stuckPx ?? rows.topPx(row), height: rows.rowHeightPx(row) }
  const onClick = (event: MouseEvent) => actions.clickRow(row, event.detail)
  if (stuck) {
    return (
      <div className={classesOf(props, kind)} style={style} aria-hidden="true" onClick={() => actions.goToRow(row)}>
        <SpanCells {...props} span={span} />
      </div>
    )
  }
  return (
    <div
      role="row"
      className={classesOf(props, kind)}
      style={style}
      data-row={row}
      data-key={key}
      data-kind={kind}
      data-name={rowName(refAt(rows, row))}
      tabIndex={focusable ? 0 : -1}
      aria-label={labelOf(props, span)}
      aria-level={depth + 1}
      aria-rowindex={row + 1}
      aria-selected={selected}
      {...(rows.expandable(row) ? { 'aria-expanded': rows.expanded(row) } : {})}
      {...placeAmongSiblings(props, span)}
      onClick={onClick}
    >
      {kind === 'band' ? (
        <BandCells {...props} span={span} />
      ) : kind === 'more' ? (
        <MoreCell {...props} span={span} />
      ) : kind === 'lane' ? (
        <LaneCell {...props} />
      ) : (
        <SpanCells {...props} span={span} />
      )}
    </div>
  )
}

type SpanRowProps = TreeRowProps & { readonly span: Span }

function SpanCells({ rows, row, context, actions, span, matched }: SpanRowProps) {
  const depth = rows.depthAt(row)
  const name = spanName(span, context)
  const summary = summaryText(span, context)
  const told = span.outcome !== 'succeeded'
  return (
    <>
      <div role="gridcell" className="chart-cell-name" style={{ paddingLeft: indent(depth) }}>
        <Guides depth={depth} />
        <Twisty rows={rows} row={row} actions={actions} />
        <span className="chart-row-icon">
          <SpanIcon span={span} />
        </span>
        <TreeName
          name={name}
          strong={depth === 0 || span.kind === 'mapIteration'}
          words={matched ? context.queryWords : undefined}
        />
        {summary !== undefined && (
          <span className="chart-row-summary" title={summary}>
            {summary}
          </span>
        )}
        {badgesOf(span, context.tree).map(badge => (
          <span
            key={badge.text}
            className={`chart-badge chart-badge--${badge.outcome ?? 'neutral'}`}
            title={badge.meaning}
          >
            {badge.text}
          </span>
        ))}
      </div>
      <div role="gridcell" className="chart-cell-duration">
        {told && <OutcomeIcon outcome={span.outcome} />}
        <span className="chart-duration">{durationText(span, context.tree, context.now)}</span>
      </div>
    </>
  )
}

function BandCells({ rows, row, context, actions, focusable, span }: SpanRowProps) {
  const depth = rows.depthAt(row)
  return (
    <div role="gridcell" aria-colspan={2} className="chart-cell-band" style={{ paddingLeft: indent(depth, NAME_PX) }}>
      <Guides depth={depth} />
      <div className="chart-band-text">{bandText(span, context.tree)}</div>
      {rows.expanded(row - 1) ? (
        <BandControls container={span} context={context} actions={actions} focusable={focusable} />
      ) : (
        <BandOpener container={span} focusable={focusable} onOpen={() => actions.toggle(row - 1)} />
      )}
    </div>
  )
}

function MoreCell({ rows, row, span, actions }: SpanRowProps) {
  const depth = rows.depthAt(row)
  return (
    <div role="gridcell" aria-colspan={2} className="chart-cell-more" style={{ paddingLeft: indent(depth, 14) }}>
      <Guides depth={depth} />
      <span className="chart-more" onClick={() => actions.showMore(span)}>
        {moreText(rows.hiddenCount(row))}
      </span>
    </div>
  )
}

function LaneCell({ rows, row, context }: TreeRowProps) {
  const depth = rows.depthAt(row)
  return (
    <div role="gridcell" aria-colspan={2} className="chart-cell-more" style={{ paddingLeft: indent(depth, 14) }}>
      <Guides depth={depth} />
      <span className="chart-row-summary">{laneText(rows, row, context)}</span>
    </div>
  )
}

function Twisty({ rows, row, actions }: Pick<TreeRowProps, 'rows' | 'row' | 'actions'>) {
  if (!rows.expandable(row)) return <span className="chart-twisty" />
  return (
    <span
      className="chart-twisty chart-twisty--live"
      data-twisty=""
      onClick={event => {
        event.stopPropagation()
        actions.toggle(row)
      }}
    >
      <TwistyIcon open={rows.expanded(row)} />
    </span>
  )
}

/** A hairline for each level the row is inside of. */
function Guides({ depth }: { readonly depth: number }) {
  return Array.from({ length: depth }, (_, level) => (
    <span key={level} className="chart-guide" style={{ left: indent(level, 6) }} />
  ))
}

/** Room before a row's twisty at a depth, and so much more; narrow windows indent less. */
function indent(depth: number, morePx = 0): string {
  return `calc(min(var(--chart-indent), var(--chart-indent-most)) * ${depth + 1} + ${morePx}px)`
}

function classesOf(props: TreeRowProps, kind: string): string {
  const { rows, row, selected, stuckPx } = props
  const top = kind === 'span' && rows.depthAt(row) === 0
  return [
    'chart-row',
    `chart-row--${kind}`,
    top ? 'chart-row--top' : '',
    selected ? 'chart-row--selected' : '',
    stuckPx === undefined ? '' : 'chart-row--stuck',
  ]
    .filter(name => name !== '')
    .join(' ')
}

function labelOf({ rows, row, context }: TreeRowProps, span: Span): string {
  switch (rows.kindAt(row)) {
    case 'band':
      return `${spanName(span, context)}: ${bandText(span, context.tree)}`
    case 'more':
      return moreText(rows.hiddenCount(row))
    case 'lane':
      return laneText(rows, row, context)
    case 'span':
      return rowLabel(span, context)
  }
}

function moreText(hidden: number): string {
  return `Show more: ${formatCount(hidden)} not listed`
}

function laneText(rows: ChartRows, row: number, context: RowContext): string {
  const keys = rows.laneAt(row)?.keys ?? new Float64Array()
  const first = context.tree.span(keys[0] ?? -1)
  const last = context.tree.span(keys.at(-1) ?? -1)
  if (first === undefined || last === undefined) return 'Lane'
  if (keys.length === 1) return spanName(first, context)
  return `${spanName(first, context)} … ${spanName(last, context)} · ${formatCount(keys.length)} in this lane`
}

/** Position and number of siblings, where the rows list them all in order. */
function placeAmongSiblings({ rows, row, context }: TreeRowProps, span: Span) {
  if (rows.kindAt(row) !== 'span' || span.parentKey === undefined) return {}
  const siblings = context.tree.span(span.parentKey)?.children ?? []
  if (siblings.length > 50)
    return 'index' in span ? { 'aria-posinset': span.index + 1, 'aria-setsize': siblings.length } : {}
  return { 'aria-posinset': siblings.indexOf(span.key) + 1, 'aria-setsize': siblings.length }
}
