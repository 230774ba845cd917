import type { EventId } from '../../history/events.ts'
import { NONE, RUNNING, type Slot, STATE_VISIT, TASK_ATTEMPT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'

/**
 * What was last heard of each span and of all in it, kept up to date event by event: to look through everything in a span whenever it
 * is asked makes a square of a deep or wide history.
 */
export class Recency {
  private readonly draft: TreeDraft
  private readonly within: EventId[] = []
  /** Below these nothing ran after that event. */
  private overBelow = new Map<Slot, EventId>()
  /** The last child of a sequence up to which no visit runs. */
  private noneUpTo = new Map<Slot, Slot>()
  /** The latest attempt of a visit before which none runs. */
  private endedBefore = new Map<Slot, Slot>()
  private restarts = 0

  constructor(draft: TreeDraft) {
    this.draft = draft
  }

  /** To be called for every event that was placed, in ascending ids. */
  learn(id: EventId): void {
    const { draft, within } = this
    for (let at = draft.slotOfEvent(id); at !== NONE; at = draft.parent(at)) within[at] = id
  }

  /** The last event of a span or of anything in it; 0 where there is none. */
  lastWithin(span: Slot): EventId {
    return this.within[span] ?? 0
  }

  /** Whether nothing below a span runs, as far as that was seen to. */
  isOverBelow(span: Slot): boolean {
    this.forgetWhatRestarted()
    const since = this.overBelow.get(span)
    return since !== undefined && this.lastWithin(span) <= since
  }

  markOverBelow(span: Slot, id: EventId): void {
    this.overBelow.set(span, id)
  }

  /** The visit that a sequence (execution, iteration, branch) is in; NONE between two. */
  current(sequence: Slot): Slot {
    this.forgetWhatRestarted()
    const { draft } = this
    const last = draft.lastChild(sequence)
    const known = this.noneUpTo.get(sequence)
    for (let at = last; at !== NONE && at !== known; at = draft.previousSibling(at)) {
      if (draft.is(at, STATE_VISIT) && draft.has(at, RUNNING)) return at
    }
    this.noneUpTo.set(sequence, last)
    return NONE
  }

  /** The attempts of the same visit before this one that still run, the latest first. All are over once they were gone through. */
  *runningBefore(attempt: Slot): Generator<Slot, void> {
    this.forgetWhatRestarted()
    const { draft } = this
    const visit = draft.parent(attempt)
    const known = this.endedBefore.get(visit)
    for (let at = draft.previousSibling(attempt); at !== NONE; at = draft.previousSibling(at)) {
      if (draft.is(at, TASK_ATTEMPT) && draft.has(at, RUNNING)) yield at
      if (at === known) break
    }
    this.endedBefore.set(visit, attempt)
  }

  /** A redrive takes up again what was over. */
  private forgetWhatRestarted(): void {
    if (this.restarts === this.draft.restarts) return
    this.restarts = this.draft.restarts
    this.overBelow = new Map()
    this.noneUpTo = new Map()
    this.endedBefore = new Map()
  }
}
