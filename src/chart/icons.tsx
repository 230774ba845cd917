import { Icon, type IconName } from '../kit/icons.tsx'
import type { Outcome, Span, StateType } from '../model/span.ts'
import { NOT_TOLD } from '../words/known-outcome.ts'
import { outcomeIconName } from '../words/outcomes.ts'
import './icons.css'

/** The icon of a span's kind; for a state visit that of its state type. */
export function SpanIcon({ span }: { readonly span: Span }) {
  return <Icon name={spanIcon(span)} size={14} />
}

function spanIcon(span: Span): IconName {
  switch (span.kind) {
    case 'stateVisit':
      return stateTypeIcon(span.stateType)
    case 'mapIteration':
      return 'iteration'
    case 'parallelBranch':
      return 'branch'
    case 'mapRun':
      return 'mapRun'
    case 'taskAttempt':
      return 'attempt'
    case 'execution':
      return 'pass'
  }
}

/** The shape that tells an outcome without colour, 12 px, in the outcome's own strong colour. */
export function OutcomeIcon({ outcome }: { readonly outcome: Outcome }) {
  return (
    <span className={`chart-outcome chart-outcome--${outcome}`}>
      <Icon name={outcomeIconName(outcome)} size={12} />
    </span>
  )
}

/** In the place of an outcome that nothing tells. */
export function NotToldIcon() {
  return (
    <span className="chart-outcome chart-outcome--untold" title={NOT_TOLD}>
      <Icon name="unknown" size={12} />
    </span>
  )
}

/** The triangle before a row that opens. */
export function TwistyIcon({ open }: { readonly open: boolean }) {
  return <Icon name={open ? 'down' : 'right'} size={14} />
}

const STATE_TYPE_ICONS: ReadonlyMap<string, IconName> = new Map<StateType, IconName>([
  ['Task', 'task'],
  ['Map', 'map'],
  ['Parallel', 'parallel'],
  ['Choice', 'choice'],
  ['Wait', 'clock'],
  ['Pass', 'pass'],
  ['Succeed', 'succeed'],
  ['Fail', 'alert'],
])

/** A state type's icon; a dashed ring for one nobody knows yet. */
export function stateTypeIcon(type: StateType): IconName {
  return STATE_TYPE_ICONS.get(type) ?? 'unknown'
}
