import { type CSSProperties, type MouseEvent, memo } from 'react'
import { memberIdOf } from '../forest/keys.ts'
import { Icon } from '../kit/icons.tsx'
import type { Span, SpanKey } from '../model/span.ts'
import { bandText } from '../timeline/band-text.ts'
import { awaitedText, childLaneText, isOnItsWay, memberRowLabel, moreText } from '../timeline/member-row-text.ts'
import {
  badgesOf,
  contextAt,
  durationText,
  pinnedPlace,
  type RowContext,
  rowLabel,
  summaryText,
  tookUnusually,
} from '../timeline/row-text.ts'
import type { ChartRows } from '../timeline/rows-draft.ts'
import { formatCount } from '../words/format-count.ts'
import { toldOutcome } from '../words/known-outcome.ts'
import { spanName } from '../words/span-names.ts'
import { BandOpener, BandWords, ToleranceGauge } from './fan-out-band.tsx'
import { FanOutControl } from './fan-out-control.tsx'
import { NotToldIcon, OutcomeIcon, SpanIcon } from './icons.tsx'
import { MemberCells } from './member-cells.tsx'
import type { TreeActions } from './tree-actions.ts'
import { Guides, indent, Twisty } from './tree-indent.tsx'
import { inLane, refAt, rowName } from './tree-keys.ts'
import { BEFORE_NAME_PX, TreeName } from './tree-name.tsx'
import './tree-row.css'

export interface TreeRowProps {
  readonly rows: ChartRows
  readonly row: number
  readonly context: RowContext
  readonly actions: TreeActions
  readonly selected: boolean
  /** What is selected, in whatever row: a lane tells which of its iterations it is. */
  readonly selectedKey?: SpanKey | undefined
  readonly focusable: boolean
  readonly matched: boolean
  /** A container kept at the top while its rows scroll: a picture of the row, not another row. */
  readonly stuckPx?: number
}

/**
 * One row of the tree, as the treegrid's row with a cell for the name and one for the duration. While rows scroll, those that
 * stay in sight are not rendered again.
 */
export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { rows, row, actions, selected, focusable, stuckPx } = props
  const kind = rows.kindAt(row)
  const key = rows.keyAt(row)
  const context = contextAt(props.context, key)
  const span = context.tree.span(key)
  if (span === undefined && kind !== 'member') return null
  const own = { ...props, context }
  const stuck = stuckPx !== undefined
  const depth = rows.depthAt(row)
  const style: CSSProperties = { top: stuckPx ?? rows.topPx(row), height: rows.rowHeightPx(row) }
  const onClick = (event: MouseEvent) => actions.clickRow(row, event.detail)
  if (stuck) {
    return (
      <div className={classesOf(props, kind)} style={style} aria-hidden="true" onClick={() => actions.goToRow(row)}>
        <Cells {...own} span={span} />
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
      aria-label={labelOf(own, span)}
      aria-level={depth + 1}
      aria-rowindex={row + 1}
      aria-selected={selected}
      {...(rows.expandable(row) ? { 'aria-expanded': rows.expanded(row) } : {})}
      {...placeAmongSiblings(own, span)}
      aria-busy={isOnItsWay(kind, key, context)}
      onClick={onClick}
    >
      <Cells {...own} span={span} />
    </div>
  )
})

function Cells(props: TreeRowProps & { readonly span: Span | undefined }) {
  const { rows, row, span, context } = props
  const kind = rows.kindAt(row)
  if (kind === 'member') return <MemberCells {...props} />
  if (span === undefined) return null
  switch (kind) {
    case 'band':
      return <BandCells {...props} span={span} />
    case 'control':
      return <ControlCell {...props} span={span} />
    case 'more':
      return <MoreCell {...props} span={span} />
    case 'lane':
      return <LaneCell {...props} />
    case 'awaited':
      return <PlainCell depth={rows.depthAt(row)} text={awaitedText(rows.keyAt(row), context)} />
    case 'span':
    case 'pinned':
      return <SpanCells {...props} span={span} />
  }
}

type SpanRowProps = TreeRowProps & { readonly span: Span }

function SpanCells({ rows, row, context, actions, span, matched }: SpanRowProps) {
  const depth = rows.depthAt(row)
  const name = spanName(context.tree, span)
  const isPinned = rows.kindAt(row) === 'pinned'
  const summary = isPinned ? pinnedPlace(rows.keyAt(row), span, context) : summaryText(span, context)
  const outcome = toldOutcome(context.tree, span)
  return (
    <>
      <div role="gridcell" className="chart-cell-name" style={{ paddingLeft: indent(depth) }}>
        <Guides depth={depth} />
        <Twisty rows={rows} row={row} actions={actions} />
        <span className="chart-row-icon">{isPinned ? <Icon name="pin" size={14} /> : <SpanIcon span={span} />}</span>
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
        {badgesOf(span, context).map(badge => (
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
        {outcome === undefined ? <NotToldIcon /> : outcome !== 'succeeded' && <OutcomeIcon outcome={outcome} />}
        <span className={`chart-duration${tookUnusually(span, context) ? ' chart-duration--unusual' : ''}`}>
          {durationText(span, context.tree, context.now)}
        </span>
      </div>
    </>
  )
}

function BandCells({ rows, row, context, actions, focusable, span }: SpanRowProps) {
  const depth = rows.depthAt(row)
  const open = rows.expanded(row - 1)
  return (
    <div
      role="gridcell"
      aria-colspan={2}
      className="chart-cell-band"
      style={{ paddingLeft: indent(depth, BEFORE_NAME_PX) }}
    >
      <Guides depth={depth} />
      <BandWords container={span} context={context} open={open} />
      {!open && (
        <div className="chart-band-line">
          <BandOpener container={span} focusable={focusable} onOpen={() => actions.toggle(row - 1)} />
          <ToleranceGauge container={span} context={context} />
        </div>
      )}
    </div>
  )
}

function ControlCell({ rows, row, context, actions, focusable, span }: SpanRowProps) {
  const depth = rows.depthAt(row)
  return (
    <div
      role="gridcell"
      aria-colspan={2}
      className="chart-cell-control"
      style={{ paddingLeft: indent(depth, BEFORE_NAME_PX) }}
    >
      <FanOutControl container={span} context={context} actions={actions} focusable={focusable} />
    </div>
  )
}

function MoreCell({ rows, row, span, actions }: SpanRowProps) {
  const depth = rows.depthAt(row)
  // By the time the row heard of it another one would stand in its place, and be selected.
  const onClick = (event: MouseEvent) => {
    event.stopPropagation()
    actions.showMore(span)
  }
  return (
    <div role="gridcell" aria-colspan={2} className="chart-cell-more" style={{ paddingLeft: indent(depth, 14) }}>
      <Guides depth={depth} />
      <span className="chart-more" onClick={onClick}>
        {moreText(span, rows.hiddenCount(row))}
      </span>
    </div>
  )
}

/** Every tenth lane is numbered: there is no room for more. */
const NUMBERED = 10

function LaneCell({ rows, row, context }: TreeRowProps) {
  const depth = rows.depthAt(row)
  const nth = rows.nthAt(row) + 1
  return (
    <div role="gridcell" aria-colspan={2} className="chart-cell-lane" title={laneText(rows, row, context)}>
      <Guides depth={depth} />
      {nth === 1 ? 'lane 1' : nth % NUMBERED === 0 ? nth : null}
    </div>
  )
}

function PlainCell({ depth, text }: { readonly depth: number; readonly text: string }) {
  return (
    <div role="gridcell" aria-colspan={2} className="chart-cell-more" style={{ paddingLeft: indent(depth, 14) }}>
      <Guides depth={depth} />
      <span className="chart-row-summary">{text}</span>
    </div>
  )
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

function labelOf(props: TreeRowProps, span: Span | undefined): string {
  const { rows, row, context } = props
  const key = rows.keyAt(row)
  if (span === undefined) return memberRowLabel(key, context)
  switch (rows.kindAt(row)) {
    case 'member':
      return memberRowLabel(key, context)
    case 'awaited':
      return awaitedText(key, context)
    case 'band':
      return `${spanName(context.tree, span)}: ${bandText(span, context)}`
    case 'control':
      return `How ${spanName(context.tree, span)} is listed`
    case 'more':
      return moreText(span, rows.hiddenCount(row))
    case 'lane':
      return laneLabel(props)
    case 'span':
      return rowLabel(span, context)
    case 'pinned':
      return `Pinned: ${[rowLabel(span, context), pinnedPlace(key, span, context)].filter(part => part !== undefined).join(', in ')}`
  }
}

/** The iteration that is selected in it, else what it holds from first to last. */
function laneLabel({ rows, row, context, selected, selectedKey }: TreeRowProps): string {
  const key = selected && selectedKey !== undefined ? inLane(context.trees, rows, { row, key: selectedKey }) : undefined
  if (key === undefined) return laneText(rows, row, context)
  const span = context.tree.span(key)
  return `${span === undefined ? memberRowLabel(key, context) : rowLabel(span, context)}, in lane ${rows.nthAt(row) + 1}`
}

function laneText(rows: ChartRows, row: number, context: RowContext): string {
  const keys = rows.laneAt(row)?.keys ?? new Float64Array()
  const nth = rows.nthAt(row) + 1
  const [firstKey, lastKey] = [keys[0] ?? -1, keys.at(-1) ?? -1]
  if (memberIdOf(firstKey) !== memberIdOf(rows.keyAt(row))) return `Lane ${nth}: ${childLaneText(context, keys)}`
  const first = context.tree.span(firstKey)
  const last = context.tree.span(lastKey)
  if (first === undefined || last === undefined) return `Lane ${nth}`
  if (keys.length === 1) return `Lane ${nth}: ${spanName(context.tree, first)}`
  return `Lane ${nth}: ${spanName(context.tree, first)} … ${spanName(context.tree, last)} · ${formatCount(keys.length)} iterations`
}

/** Position and number of siblings, where the rows list them all in order. */
function placeAmongSiblings({ rows, row, context }: TreeRowProps, span: Span | undefined) {
  if (rows.kindAt(row) !== 'span' || span?.parentKey === undefined) return {}
  const siblings = context.tree.span(span.parentKey)?.children ?? []
  if (siblings.length > 50)
    return 'index' in span ? { 'aria-posinset': span.index + 1, 'aria-setsize': siblings.length } : {}
  return { 'aria-posinset': siblings.indexOf(span.key) + 1, 'aria-setsize': siblings.length }
}
