import type { Ref } from 'react'
import type { Forest } from '../forest/forest.ts'
import type { GlobalKey, MemberId } from '../forest/keys.ts'
import type { MemberAction } from '../forest/member.ts'
import type { StateMachineDefinition } from '../history/definition.ts'
import type { Millis } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Selection as OwnSelection } from '../model/selection.ts'
import type { SpanKey } from '../model/span.ts'
import type { ToldTime } from '../timeline/chart-time.ts'
import type { CssPx, OpenRows, Viewport } from '../timeline/chart-types.ts'
import type { SeenLook } from '../timeline/first-look.ts'
import type { Ghosts } from '../timeline/ghosts.ts'
import type { GraftTrouble } from '../timeline/graft-trouble.ts'
import type { ColouredBy } from '../timeline/hues.ts'
import type { LoggedBars } from '../timeline/logged-bars.ts'
import type { PathStep } from '../timeline/placed-steps.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { MenuAsked } from './ask-menu.ts'
import type { ChartCommand } from './keys.ts'
import type { Companion } from './together.ts'
import type { ViewStore } from './view-store.ts'

/** What is selected, and in which execution. */
export interface Selection extends OwnSelection {
  /** The execution it lies in; undefined: the one that the page is about. */
  readonly member?: MemberId | undefined
}

/** How one looks at it, as far as that can be kept and handed on. */
export interface ChartView {
  /** The time in sight; undefined: everything, also what is still to come. */
  readonly range: Viewport | undefined
  readonly open: OpenRows
  /** Children listed beyond the cut of their container. */
  readonly also?: ReadonlySet<GlobalKey>
  /** Times within the idle stretches that the reader unfolded, ascending. */
  readonly unfolded: readonly Millis[]
  /** The stretch of time being measured. */
  readonly measure: Viewport | undefined
}

/** Rows for a view on show to take in. */
export interface ArrivedRows extends Pick<OpenRows, 'byHand' | 'fanOut'> {
  /** Children listed beyond the cut of their container. */
  readonly also: ReadonlySet<GlobalKey>
}

/** What a query found. */
export interface Matches {
  readonly keys: ReadonlySet<SpanKey>
  /** What it looks for in names, lower case. */
  readonly words: readonly string[]
}

/** What the page can ask of a chart that is on show. */
export interface TimelineHandle {
  /** Does what a key pressed anywhere on the page means here, and then takes it (`preventDefault`). */
  handleKey(event: KeyboardEvent): void
  /** Does what a key would do, as somebody chose it by its name. */
  run(command: ChartCommand): void
  /** Shows a span from its start to its end. */
  fit(key: GlobalKey): void
  /** Opens the rows on the way to a span that is to be selected next, and closes what the step before it had opened. */
  walkTo(key: GlobalKey): void
  /** Marks a moment across the chart, as something beside it points there; undefined: none any more. */
  mark(at: Millis | undefined): void
  /** What it shows at this moment; undefined where there is nothing yet. */
  look(): SeenLook | undefined
}

/**
 * All that a chart needs to know and whom it tells. A view or selection that is handed in later is taken up; what the chart
 * itself has told is not news to it. Another execution is another chart: give it another React key.
 */
export interface TimelineProps {
  /** Undefined before the first page is here. */
  readonly tree: ExecutionTree | undefined
  /** What hangs below it: executions it started, children of Map Runs. Its member 0 is the tree. */
  readonly forest?: Forest | undefined
  /** Something of another execution was opened: a member (the key of its root) or the children of a graft. */
  onOpen?(key: GlobalKey): void
  /** What was told to be open has no open row any more. */
  onClose?(key: GlobalKey): void
  /** A person acts on the reading of a member, named by the key of its root. */
  onMember?(key: GlobalKey, action: MemberAction): void
  /** Why the children of a graft could not be listed, or not to the end. */
  readonly graftTroubles?: ReadonlyMap<GlobalKey, GraftTrouble> | undefined
  /** Start and end from elsewhere than the history. */
  readonly told?: ToldTime | undefined
  readonly totalEvents?: number | undefined
  /** More pages are on the way: what one looks at is then held still. */
  readonly arriving?: boolean
  /** Why there are no rows; undefined while they are still to come. */
  readonly emptyReason?: string | undefined
  readonly view?: ChartView | undefined
  /** Rows that were to be open and have only now arrived: each is taken up once, beside what is open by then. */
  readonly arrived?: ArrivedRows | undefined
  /** The parts of the view that changed, once they have settled. `push`: a hand opened or closed another execution. */
  onView?(change: Partial<ChartView>, how: 'push' | 'replace'): void
  readonly selection?: Selection | undefined
  /** `replace`: on the way to what will be selected (arrow keys held down). Undefined: nothing is. */
  onSelect?(selection: Selection | undefined, how: 'push' | 'replace'): void
  readonly matches?: Matches | undefined
  /** Spans of the execution itself that have a row at the top besides their own. */
  readonly pinned?: readonly SpanKey[] | undefined
  /** Only these spans, in whichever execution, and what they lie in have rows. */
  readonly only?: ReadonlySet<GlobalKey> | undefined
  /** The executions of which `only` tells all: what else is opened stays until it was asked too. */
  readonly asked?: Pick<ReadonlySet<MemberId>, 'has'> | undefined
  readonly criticalPath?: readonly PathStep[] | undefined
  /** The run that this one is held against: its bars are drawn under those of this one. */
  readonly ghosts?: Ghosts | undefined
  /** What the logs of attempts tell of their bars, as far as they were read. */
  readonly logged?: LoggedBars | undefined
  /** The pointer is at a moment of a bar of which the log was read; undefined: it has left. */
  onPoint?(moment: { readonly key: GlobalKey; readonly at: Millis } | undefined): void
  /** Where it differs from what it is held against, the most first: then the keys of failures lead through these. */
  readonly differences?: readonly GlobalKey[] | undefined
  /** Charts beside it that it moves with. */
  readonly companion?: Companion | undefined
  /** What is within its bounds besides its own time: charts that move together show equally long ones. */
  readonly reach?: Viewport | undefined
  /** What the chart is called, where it is not the only one. */
  readonly label?: string
  maxConcurrency?(visitName: string): number | undefined
  /** The state machine's, where it is known. */
  readonly definition?: StateMachineDefinition | undefined
  readonly theme: 'light' | 'dark'
  readonly timeMode?: TimeMode
  readonly foldIdle?: boolean
  /** What the bodies of bars are coloured by; ends tell the outcome. */
  readonly colouredBy?: ColouredBy
  onColouredBy?(by: ColouredBy): void
  /** `noLetters`: arrows, Enter and Esc work, single letters and signs do not. */
  readonly keys?: 'all' | 'noLetters'
  /** Width of the tree as the reader once set it. */
  readonly treeWidthPx?: CssPx | undefined
  onTreeWidth?(widthPx: CssPx): void
  /** Enter on a row: the details should have the focus. */
  onOpenDetails?(): void
  /** Esc, before the selection is given up. True: something was taken back, which is enough for one key. */
  onStepBack?(): boolean
  /** Alt+↑ outside any execution below. True: there is something above. */
  onWayUp?(): boolean
  /** What the time of a range was spent on. */
  onExplain?(range: Viewport): void
  onHelp?(): void
  /** Somebody asks what can be done with a row or a bar. */
  onMenu?(asked: MenuAsked): void
  readonly ref?: Ref<TimelineHandle>
}

/** The same, with every choice made, for what is inside. */
export interface ChartStageProps extends TimelineProps {
  readonly tree: ExecutionTree
  readonly told: ToldTime
  readonly selection: Selection
  readonly timeMode: TimeMode
  readonly foldIdle: boolean
  readonly keys: 'all' | 'noLetters'
  readonly store: ViewStore
}

/** Nothing selected. */
