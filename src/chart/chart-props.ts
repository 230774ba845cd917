import type { StateMachineDefinition } from '../history/definition.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionView } from '../loading/execution-view.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import type { LinkPatch } from '../state/use-link.ts'
import type { ViewLink } from '../state/view-link.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { ViewStore } from './view-store.ts'

export interface TimelineViewProps {
  readonly view: ExecutionView
  /** Selection, time range and open rows are read from here and written back through `onNavigate`. */
  readonly link: ViewLink
  onNavigate(patch: LinkPatch, mode: 'push' | 'replace'): void
  /** Spans the query found: marked. */
  readonly matches?: ReadonlySet<SpanKey> | undefined
  /** Only these spans and their ancestors have rows. */
  readonly only?: ReadonlySet<SpanKey> | undefined
  readonly criticalPath?: readonly { readonly key: SpanKey; readonly from: Millis; readonly to: Millis }[] | undefined
  maxConcurrency?(visitName: string): number | undefined
  /** The state machine's, where it is known. */
  readonly definition?: StateMachineDefinition | undefined
  readonly timeMode: TimeMode
  readonly foldIdle: boolean
  /** Whether single-letter keys are on. */
  readonly singleKeys: boolean
  /** Enter on a row: the details should have the focus. */
  onOpenDetails?(): void
  /** Opens the page's own help sheet; without it the chart shows its own. With it, `?` is the page's key. */
  onHelp?(): void
}

export interface ChartStageProps extends TimelineViewProps {
  readonly tree: ExecutionTree
  readonly store: ViewStore
  readonly help: () => void
  readonly ownsHelpKey: boolean
}
