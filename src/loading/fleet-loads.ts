import type { QueryClient } from '@tanstack/query-core'
import { withChange } from '../forest/grow.ts'
import type { MemberId } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { createExecutionStore, type ExecutionStore, type SourceFinder } from './execution-store.ts'
import { changeOf, lettingGo } from './fleet-member.ts'
import type { FleetState } from './fleet-state.ts'
import { URGENCY, type Urgency } from './fleet-view.ts'
import type { PrepareTree } from './gathering.ts'
import { forEndAlone, type LoadSettings } from './load-settings.ts'
import { untilSettled } from './settled.ts'
import type { Slots } from './slots.ts'
import type { Surroundings } from './surroundings.ts'

export interface FleetLoadsParts {
  readonly state: FleetState
  /** Its sources count their requests. */
  readonly finder: SourceFinder
  readonly client: QueryClient
  readonly surroundings: Surroundings
  readonly settingsOf: (member: Member) => LoadSettings
  readonly prepare: PrepareTree | undefined
  /** Places for what is on the way. */
  readonly slots: Slots
  readonly keptEvents: number
}

/** The loaders of a fleet's members. */
export interface FleetLoads {
  readonly open: (id: MemberId, urgency: Urgency) => Promise<void>
  /** Reads the end of a member with one call, unless more of it is here or on its way, and lets it be. */
  readonly readEnd: (id: MemberId, urgency: Urgency) => Promise<void>
  readonly close: (id: MemberId) => void
  readonly pause: (id: MemberId) => void
  readonly resume: (id: MemberId) => void
  readonly retry: (id: MemberId, urgency: Urgency) => Promise<void>
  readonly dispose: () => void
}

interface Load {
  readonly store: ExecutionStore
  readonly control: AbortController
  open: boolean
  /** Its end was asked for alone. */
  endAlone: boolean
  /** Its loader goes no further by itself. */
  restsAtEnd: boolean
  running: Promise<void> | undefined
}

export function createFleetLoads(parts: FleetLoadsParts): FleetLoads {
  const { state, slots, keptEvents } = parts
  /** In order of use, the latest last. */
  const loads = new Map<MemberId, Load>()

  function open(id: MemberId, urgency: Urgency): Promise<void> {
    const load = loads.get(id) ?? begin(id, false)
    if (load === undefined) return Promise.resolve()
    load.endAlone = false
    return start(id, load, urgency)
  }

  async function readEnd(id: MemberId, urgency: Urgency): Promise<void> {
    const known = loads.get(id)
    if (known !== undefined) return known.running
    const load = begin(id, true)
    if (load === undefined) return
    await start(id, load, urgency)
    if (!load.endAlone || loads.get(id) !== load) return
    // Nobody looks at it: it is not followed, and what is here goes with the oldest.
    load.open = false
    load.store.stop()
  }

  function start(id: MemberId, load: Load, urgency: Urgency): Promise<void> {
    load.open = true
    loads.delete(id)
    loads.set(id, load)
    load.running ??= run(id, load, urgency)
    return load.running
  }

  function begin(id: MemberId, endAlone: boolean): Load | undefined {
    const member = state.forest.member(id)
    if (member === undefined) return undefined
    const { finder, client, surroundings, prepare } = parts
    const own = parts.settingsOf(member)
    const settings = endAlone ? forEndAlone(own) : own
    const store = createExecutionStore({ ref: member.ref, finder, client, surroundings, settings, prepare })
    store.subscribe(() => follow(id, store))
    return { store, control: new AbortController(), open: true, endAlone, restsAtEnd: endAlone, running: undefined }
  }

  function follow(id: MemberId, store: ExecutionStore): void {
    // A loader that was let go, or that nobody looks at any more, may have one more word.
    const load = loads.get(id)
    if (load?.store !== store || !load.open) return
    state.grow(forest => {
      const member = forest.member(id)
      return member === undefined ? forest : withChange(forest, id, changeOf(member, store.view, load.endAlone))
    })
  }

  /** Waits for its turn and stays until the history is here; what is followed afterwards takes no place. */
  async function run(id: MemberId, load: Load, urgency: Urgency): Promise<void> {
    const { store, control } = load
    let leave = () => {}
    try {
      leave = await slots.take(urgency, control.signal)
      // What was read before and closed again meanwhile needs no reading.
      if (!load.open) return
      store.start()
      await untilSettled(store, control.signal)
      if (load.restsAtEnd && !load.endAlone) {
        load.restsAtEnd = false
        store.view.resume()
        await untilSettled(store, control.signal)
      }
      if (!control.signal.aborted) follow(id, store)
    } catch {
      // Closed while it waited for its turn: there is nothing to undo.
    } finally {
      leave()
      // Not a turn later: who asks for more meanwhile must not wait for what is over.
      load.running = undefined
      letGoOfOld(id)
    }
  }

  function close(id: MemberId): void {
    const load = loads.get(id)
    if (load === undefined) return
    load.open = false
    // What is not read to its end is of no use to anybody, and must not look as if it were on its way.
    const { kind } = state.forest.member(id)?.state ?? {}
    const isWhole = kind === 'read' || (load.running === undefined && kind !== 'loading')
    if (isWhole) load.store.stop()
    else drop(id, load)
    // Whoever asked for it last has yet to look at it.
    letGoOfOld(id)
  }

  /** What falls out becomes listed again: the forest keeps what was told of it. */
  function letGoOfOld(latest: MemberId): void {
    const eventsOf = (id: MemberId) => state.forest.member(id)?.tree?.eventCount ?? 0
    let kept = [...loads.keys()].reduce((sum, id) => sum + eventsOf(id), 0)
    for (const [id, load] of loads) {
      if (kept <= keptEvents) return
      if (load.open || id === latest || load.running !== undefined) continue
      kept -= eventsOf(id)
      drop(id, load)
    }
  }

  function drop(id: MemberId, load: Load): void {
    loads.delete(id)
    load.control.abort(new DOMException('Nobody looks at it any more.', 'AbortError'))
    load.store.dispose()
    state.grow(forest => {
      const member = forest.member(id)
      return member === undefined ? forest : withChange(forest, id, lettingGo(member))
    })
  }

  function retry(id: MemberId, urgency: Urgency): Promise<void> {
    loads.get(id)?.store.view.retry()
    return open(id, urgency)
  }

  /** What goes on takes its turn like any other. */
  function resume(id: MemberId): void {
    const load = loads.get(id)
    if (load === undefined) return
    load.store.view.resume()
    void open(id, URGENCY.selected)
  }

  return {
    open,
    readEnd,
    close,
    retry,
    resume,
    pause: id => loads.get(id)?.store.view.pause(),
    dispose: () => {
      for (const [id, load] of loads) drop(id, load)
    },
  }
}
