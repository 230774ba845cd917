import type { Forest } from '../forest/forest.ts'
import { forestWith } from '../forest/grow.ts'
import type { GlobalKey } from '../forest/keys.ts'
import type { ExecutionRef } from '../forest/member.ts'
import type { SourceError } from '../source/source.ts'
import type { FleetView } from './fleet-view.ts'
import { LIST_EVERY_MS } from './pace.ts'
import { createPublisher } from './publisher.ts'
import { CEILING_CODE, type RequestBudget } from './request-budget.ts'
import type { Surroundings } from './surroundings.ts'

/** What all of a fleet work on: the forest as it is now, and who is told of a new one. */
export interface FleetState {
  readonly view: FleetView
  readonly forest: Forest
  readonly subscribe: (listener: () => void) => () => void
  /** Replaces the forest by one that grew from it. `soon`: more of the same is to come, it is told with that. */
  readonly grow: (change: (forest: Forest) => Forest, told?: 'now' | 'soon') => void
  /** What became of a question about a graft: the error, or undefined where it was answered. */
  readonly tellTrouble: (
    question: string,
    about: { readonly at: GlobalKey; readonly error: SourceError | undefined },
  ) => void
  /** Tells that something beside the forest changed. */
  readonly publish: () => void
  /** Nothing that is still to be told is told any more. */
  readonly stop: () => void
}

interface FleetStateParts {
  readonly ref: ExecutionRef
  readonly budget: RequestBudget
  readonly surroundings: Surroundings
}

export function createFleetState({ ref, budget, surroundings }: FleetStateParts): FleetState {
  let forest = forestWith({ ref })
  const troubles = new Map<string, { readonly at: GlobalKey; readonly error: SourceError }>()
  /** Of changes that are told at once. */
  let changes = 0

  function publish(): void {
    changes++
    publisher.publish()
  }

  function viewOf(): FleetView {
    const graftTroubles = new Map([...troubles.values()].map(({ at, error }) => [at, error]))
    const { asked, ceiling } = budget
    return { forest, asked, ceiling, graftTroubles, held: isHeld(forest, graftTroubles) }
  }

  const publisher = createPublisher({ surroundings, make: viewOf, phase: () => `${changes}`, everyMs: LIST_EVERY_MS })

  return {
    get view() {
      return publisher.current()
    },
    get forest() {
      return forest
    },
    subscribe: publisher.subscribe,
    grow: (change, told = 'now') => {
      const grown = change(forest)
      if (grown === forest) return
      forest = grown
      if (told === 'now') publish()
      else publisher.publish()
    },
    tellTrouble: (question, { at, error }) => {
      if (troubles.get(question)?.error === error) return
      if (error === undefined) troubles.delete(question)
      else troubles.set(question, { at, error })
      publish()
    },
    publish,
    stop: publisher.stop,
  }
}

function isHeld(forest: Forest, troubles: ReadonlyMap<GlobalKey, SourceError>): boolean {
  for (const { code } of troubles.values()) if (code === CEILING_CODE) return true
  return forest.knownMembers().some(({ state }) => state.kind === 'trouble' && state.trouble.code === CEILING_CODE)
}
