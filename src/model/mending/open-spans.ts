import {
  EXECUTION,
  FAILED,
  MAP_ITERATION,
  MAP_RUN,
  PARALLEL_BRANCH,
  ROOT,
  RUNNING,
  type Slot,
  TASK_ATTEMPT,
} from '../columns.ts'
import { hasExited, isLive } from '../rules/spans.ts'
import { type TreeDraft } from '../tree-draft.ts'
import type { Recency } from './recency.ts'

/** The spans of a draft that are open, by what events look for. What has closed since falls out when it is next come upon. */
export class OpenSpans {
  private readonly draft: TreeDraft
  private readonly recency: Recency
  private readonly byName = new Map<string, Slot[]>()
  private readonly lists: Record<'tasks' | 'attempts' | 'containers' | 'sequences' | 'runs', Slot[]> = {
    tasks: [],
    attempts: [],
    containers: [],
    sequences: [],
    runs: [],
  }
  private seen: Slot = ROOT

  constructor(draft: TreeDraft, recency: Recency) {
    this.draft = draft
    this.recency = recency
  }

  /** Takes in what was made since the last call. */
  update(): void {
    while (this.seen < this.draft.spanCount) this.add(++this.seen)
  }

  /** A visit known by what is in it has got its name. */
  renamed(visit: Slot): void {
    this.named(this.draft.name(visit)).push(visit)
    if (!this.lists.containers.includes(visit)) this.lists.containers.push(visit)
  }

  /** After a redrive what a failure had closed may go on. */
  lookAgain(): void {
    for (const list of Object.values(this.lists)) list.length = 0
    this.byName.clear()
    this.seen = ROOT
    this.update()
  }

  /** Visits of that name and type that were not left yet, the oldest first. */
  visits(name: string, stateType?: string): readonly Slot[] {
    const list = this.byName.get(name)
    if (list === undefined) return []
    this.prune(list, slot => !hasExited(this.draft, slot) && this.draft.name(slot) === name && this.goesOn(slot))
    return stateType === undefined ? list : list.filter(slot => this.draft.stateType(slot) === stateType)
  }

  /** Task visits not left yet, the oldest first. */
  get tasks(): readonly Slot[] {
    return this.prune(this.lists.tasks, slot => isLive(this.draft, slot))
  }

  get attempts(): readonly Slot[] {
    return this.prune(this.lists.attempts, slot => this.draft.has(slot, RUNNING))
  }

  /** Map and Parallel visits, the outer before the inner. */
  containers(stateType?: string): readonly Slot[] {
    const list = this.prune(this.lists.containers, slot => isLive(this.draft, slot))
    return stateType === undefined ? list : list.filter(slot => this.draft.stateType(slot) === stateType)
  }

  /** Iterations and branches, the oldest first. A branch that has left its last visit may still go on. */
  get sequences(): readonly Slot[] {
    return this.prune(this.lists.sequences, slot => {
      if (this.draft.is(slot, MAP_ITERATION)) return isLive(this.draft, slot)
      const parallel = this.draft.parent(slot)
      return isLive(this.draft, parallel) && this.draft.round(slot) >= this.draft.round(parallel)
    })
  }

  get runs(): readonly Slot[] {
    return this.prune(this.lists.runs, slot => this.draft.has(slot, RUNNING))
  }

  /** The visit that a sequence (execution, iteration, branch) is in; NONE between two. */
  current(sequence: Slot): Slot {
    return this.recency.current(sequence)
  }

  /** One that failed may still be left by a Catch. */
  private goesOn(visit: Slot): boolean {
    return isLive(this.draft, visit) || (this.draft.has(visit, FAILED) && !this.draft.has(ROOT, FAILED))
  }

  private add(slot: Slot): void {
    const { draft, lists } = this
    if (draft.is(slot, TASK_ATTEMPT)) lists.attempts.push(slot)
    else if (draft.is(slot, MAP_ITERATION) || draft.is(slot, PARALLEL_BRANCH)) lists.sequences.push(slot)
    else if (draft.is(slot, MAP_RUN)) lists.runs.push(slot)
    else if (!draft.is(slot, EXECUTION)) this.addVisit(slot)
  }

  private addVisit(slot: Slot): void {
    const { draft, lists } = this
    const name = draft.name(slot)
    this.named(name).push(slot)
    const stateType = draft.stateType(slot)
    if (stateType === 'Task') lists.tasks.push(slot)
    if (stateType === 'Map' || stateType === 'Parallel') lists.containers.push(slot)
  }

  private named(name: string): Slot[] {
    let list = this.byName.get(name)
    if (list === undefined) this.byName.set(name, (list = []))
    return list
  }

  private prune(list: Slot[], keeps: (slot: Slot) => boolean): readonly Slot[] {
    let kept = 0
    for (const slot of list) if (keeps(slot)) list[kept++] = slot
    list.length = kept
    return list
  }
}
