import type { MemberAction } from '../forest/member.ts'
import type { Span } from '../model/span.ts'
import type { FanOutView } from '../timeline/chart-types.ts'

/** What can be done to rows, no matter who asks: the tree, its keys, the band's menu. */
export interface TreeActions {
  /** `clicks`: how often in a row (2: a double-click, which fits the span). */
  clickRow(row: number, clicks: number): void
  toggle(row: number): void
  /** Focuses a row and brings it into view. */
  goToRow(row: number): void
  /** Selects what a row stands for. `goesIn`: the details are to have the focus. */
  activate(row: number, how: { readonly goesIn: boolean }): void
  /** Selects the next (1) or former (-1) iteration of a lane. */
  moveInLane(row: number, step: 1 | -1): void
  /** Acts on the reading of the execution whose header a row is. */
  actOnMember(row: number, action: MemberAction): void
  openSiblings(row: number): void
  /** Lists more of a container's children. */
  showMore(container: Span): void
  fanOutView(container: Span): FanOutView
  changeFanOut(container: Span, patch: Partial<FanOutView>): void
  /** Goes to a Map Run's child by its name or ARN. `missing`: none that is listed has it. */
  jumpToChild(mapRun: Span, name: string): JumpEnd
  /** Goes to an iteration by its index. `missing`: none is loaded. */
  jumpToIndex(container: Span, index: number): JumpEnd
}

/** What became of going somewhere by name. `filtered`: it is there, and a filter hides it. */
export type JumpEnd = 'found' | 'missing' | 'filtered'
