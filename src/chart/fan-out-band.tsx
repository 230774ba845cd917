import type { MouseEvent } from 'react'
import type { Span } from '../model/span.ts'
import { bandParts, factsParts, PART_SEPARATOR } from '../timeline/band-text.ts'
import type { RowContext } from '../timeline/row-text.ts'
import { toleranceOf } from '../timeline/tolerance.ts'
import { formatCount } from '../words/format-count.ts'
import './fan-out-band.css'

function isParallel(container: Span): boolean {
  return container.kind === 'stateVisit' && container.stateType === 'Parallel'
}

interface BandProps {
  readonly container: Span
  readonly context: RowContext
}

interface BandOpenerProps {
  readonly container: Span
  readonly focusable: boolean
  readonly onOpen: () => void
}

/** How much of what a Map Run tolerates is used up: the words beside it say the same. */
export function ToleranceGauge({ container, context }: BandProps) {
  const graft = container.kind === 'mapRun' ? context.trees.forest?.graft(container.key) : undefined
  const run = graft?.kind === 'mapRun' ? graft.run : undefined
  const tolerance = run === undefined ? undefined : toleranceOf(run)
  if (tolerance === undefined) return null
  const { used, allowed } = tolerance
  const share = used > allowed ? 1 : used / Math.max(1, allowed)
  return (
    <span
      className={used > allowed ? 'chart-tolerance chart-tolerance--over' : 'chart-tolerance'}
      title={`${formatCount(used)} of ${formatCount(allowed)} tolerated failures used`}
      aria-hidden="true"
    >
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}

/** Under a closed band: lists its children. */
export function BandOpener({ container, focusable, onOpen }: BandOpenerProps) {
  const nouns = container.kind === 'mapRun' ? 'children' : isParallel(container) ? 'branches' : 'iterations'
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation()
    onOpen()
  }
  return (
    <div className="chart-band-controls">
      <button type="button" className="chart-text-button" tabIndex={focusable ? 0 : -1} onClick={onClick}>
        Show {nouns}
      </button>
    </div>
  )
}

/**
 * What a band says, in the two lines of its row, the second one taken by a closed band's button. Parts without room are left out whole:
 * half a number tells another one.
 */
export function BandWords({ container, context, open }: BandProps & { readonly open: boolean }) {
  const parts = bandParts(container, context)
  const facts = open && container.kind !== 'mapRun' ? factsParts(container, context) : []
  return (
    <div
      className={open ? 'chart-band-words chart-band-words--open' : 'chart-band-words'}
      title={[...parts, ...facts].join(PART_SEPARATOR)}
    >
      <BandParts parts={parts} className="chart-band-part chart-band-part--main" isFirst />
      {facts.length > 0 && <span className="chart-band-break" />}
      <BandParts parts={facts} className="chart-band-part" isFirst={false} />
      {open && <ToleranceGauge container={container} context={context} />}
    </div>
  )
}

interface BandPartsProps {
  readonly parts: readonly string[]
  readonly className: string
  /** Whether nothing stands before them. */
  readonly isFirst: boolean
}

function BandParts({ parts, className, isFirst }: BandPartsProps) {
  return parts.map((part, at) => (
    <span key={part} className={className}>
      <span className="chart-band-dot">{at === 0 && isFirst ? '' : PART_SEPARATOR}</span>
      {part}
    </span>
  ))
}
