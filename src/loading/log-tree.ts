import type { EventId, HistoryEvent } from '../history/events.ts'
import { createBuilderWith } from '../model/builder-with.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createGathering, type Gathering, type PrepareTree } from './gathering.ts'
import { lateMending } from './late-mending.ts'
import type { Surroundings } from './surroundings.ts'

interface LogTreeParts {
  readonly surroundings: Surroundings
  readonly prepare: PrepareTree | undefined
  readonly changed: () => void
  readonly failed: (thrown: unknown) => void
}

/** The tree of events that come from a log: in no order, some of them twice, some after it seemed that no more would. */
export class LogTree {
  readonly events = new Map<EventId, HistoryEvent>()
  private readonly parts: LogTreeParts
  private gathering: Gathering
  private sealed = false

  constructor(parts: LogTreeParts) {
    this.parts = parts
    this.gathering = this.newGathering()
  }

  get tree(): ExecutionTree | undefined {
    return this.gathering.tree()
  }

  /** Not all that was taken is in the tree yet. */
  get behind(): boolean {
    return this.gathering.behind
  }

  /** Gives how many of them are new. */
  take(events: readonly HistoryEvent[]): number {
    const fresh = events.filter(({ id }) => !this.events.has(id))
    for (const event of fresh) this.events.set(event.id, event)
    if (fresh.length === 0) return 0
    // A tree that was told complete takes no more: another is made of all.
    if (this.sealed) {
      this.sealed = false
      this.gathering.stop()
      this.gathering = this.newGathering()
      this.gathering.add([...this.events.values()])
    } else this.gathering.add(fresh)
    return fresh.length
  }

  /** No more are expected. `endsUntold`: the end is not among them. */
  seal({ endsUntold }: { readonly endsUntold: boolean }): void {
    if (this.sealed) return this.gathering.hurry()
    this.sealed = true
    this.gathering.finish({ endsUntold })
  }

  hurry(): void {
    this.gathering.hurry()
  }

  stop(): void {
    this.gathering.stop()
  }

  private newGathering(): Gathering {
    return createGathering({ builder: createBuilderWith(lateMending), ...this.parts })
  }
}
