import { withChange } from '../forest/grow.ts'
import type { MemberId } from '../forest/keys.ts'
import { createAbortGroup } from './abort-group.ts'
import { askPatiently } from './ask-patiently.ts'
import type { SourceFinder } from './execution-store.ts'
import type { FleetState } from './fleet-state.ts'
import { URGENCY } from './fleet-view.ts'
import type { LoadSettings } from './load-settings.ts'
import { inTurn, type Slots } from './slots.ts'
import { type Surroundings, withinTime } from './surroundings.ts'
import { createWaiting } from './waiting.ts'

export interface DefinerParts {
  readonly state: FleetState
  readonly finder: SourceFinder
  readonly surroundings: Surroundings
  readonly settings: LoadSettings
  readonly slots: Slots
}

/** Asks for definitions of members' state machines. */
export interface Definer {
  /** Resolves when it is there or not to be had: a history reads well without. */
  readonly define: (id: MemberId) => Promise<void>
  readonly dispose: () => void
}

export function createDefiner({ state, finder, surroundings, settings, slots }: DefinerParts): Definer {
  const group = createAbortGroup()
  const asked = new Map<MemberId, Promise<void>>()
  const { wait } = createWaiting(surroundings)

  async function ask(id: MemberId): Promise<void> {
    const member = state.forest.member(id)
    if (member === undefined || member.definition !== undefined) return
    const source = await withinTime(surroundings, { ms: settings.requestLimitMs }, () => finder.find(member.ref))
    const definition = await group.run(signal =>
      inTurn({ slots, urgency: URGENCY.demand, signal }, () =>
        askPatiently({
          ...{ surroundings, signal, wait, onTrouble: ({ attempt }) => attempt < settings.describeAttempts },
          run: () => withinTime(surroundings, { ms: settings.requestLimitMs, signal }, s => source.definition(s)),
        }),
      ),
    )
    if (definition !== undefined) state.grow(forest => withChange(forest, id, { definition }))
  }

  return {
    define: id => {
      const known = asked.get(id) ?? ask(id).catch(() => undefined)
      asked.set(id, known)
      return known
    },
    dispose: group.abort,
  }
}
