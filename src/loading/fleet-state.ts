import type { Forest } from '../forest/forest.ts'
import { forestWith } from '../forest/grow.ts'
import type { GlobalKey } from '../forest/keys.ts'
import type { ExecutionRef } from '../forest/member.ts'
import type { SourceError } from '../source/source.ts'
import type { FleetView } from './fleet-view.ts'
import { CEILING_CODE, type RequestBudget } from './request-budget.ts'

/** What all of a fleet work on: the forest as it is now, and who is told of a new one. */
export interface FleetState {
  readonly view: FleetView
  readonly forest: Forest
  readonly subscribe: (listener: () => void) => () => void
  /** Replaces the forest by one that grew from it. */
  readonly grow: (change: (forest: Forest) => Forest) => void
  /** What became of a question about a graft: the error, or undefined where it was answered. */
  readonly tellTrouble: (
    question: string,
    about: { readonly at: GlobalKey; readonly error: SourceError | undefined },
  ) => void
  /** Tells that something beside the forest changed. */
  readonly publish: () => void
}

export function createFleetState(ref: ExecutionRef, budget: RequestBudget): FleetState {
  const listeners = new Set<() => void>()
  let forest = forestWith({ ref })
  const troubles = new Map<string, { readonly at: GlobalKey; readonly error: SourceError }>()
  let view: FleetView | undefined

  function publish(): void {
    view = undefined
    for (const listener of listeners) listener()
  }

  function viewOf(): FleetView {
    const graftTroubles = new Map([...troubles.values()].map(({ at, error }) => [at, error]))
    const { asked, ceiling } = budget
    return { forest, asked, ceiling, graftTroubles, held: isHeld(forest, graftTroubles) }
  }

  return {
    get view() {
      view ??= viewOf()
      return view
    },
    get forest() {
      return forest
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    grow: change => {
      const grown = change(forest)
      if (grown === forest) return
      forest = grown
      publish()
    },
    tellTrouble: (question, { at, error }) => {
      if (troubles.get(question)?.error === error) return
      if (error === undefined) troubles.delete(question)
      else troubles.set(question, { at, error })
      publish()
    },
    publish,
  }
}

function isHeld(forest: Forest, troubles: ReadonlyMap<GlobalKey, SourceError>): boolean {
  for (const { code } of troubles.values()) if (code === CEILING_CODE) return true
  return forest.knownMembers().some(({ state }) => state.kind === 'trouble' && state.trouble.code === CEILING_CODE)
}
