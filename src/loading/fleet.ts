import type { QueryClient } from '@tanstack/query-core'
import type { ListedStatus } from '../forest/forest.ts'
import { withChange } from '../forest/grow.ts'
import type { GlobalKey, MemberId } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import type { ChildSource } from '../source/child-source.ts'
import type { SourceRef } from '../source/source.ts'
import { createChildLister } from './child-lister.ts'
import { createDefiner } from './definer.ts'
import type { SourceFinder } from './execution-store.ts'
import type { ExecutionView } from './execution-view.ts'
import { createFleetLists } from './fleet-lists.ts'
import { createFleetLoads } from './fleet-loads.ts'
import { changeOf } from './fleet-member.ts'
import { createFleetState } from './fleet-state.ts'
import { type FleetView, URGENCY, type Urgency } from './fleet-view.ts'
import type { PrepareTree } from './gathering.ts'
import { DEFAULT_LOAD_SETTINGS, type LoadSettings } from './load-settings.ts'
import {
  CEILING_CODE,
  countedChildSource,
  countedSource,
  createRequestBudget,
  type RequestBudget,
} from './request-budget.ts'
import { createSlots } from './slots.ts'
import type { Surroundings } from './surroundings.ts'

export interface FleetParts {
  /** What the link names: member 0. */
  readonly ref: SourceRef
  readonly finder: SourceFinder
  readonly childSource: ChildSource
  readonly client: QueryClient
  readonly surroundings: Surroundings
  readonly settings?: LoadSettings
  readonly prepare?: PrepareTree
  /** The settings a member is loaded with; `settings` by default. */
  readonly settingsOf?: (member: Member) => LoadSettings
  /** Requests that may be made before a person lifts it. */
  readonly ceiling?: number
  /** Shared with others; one of its own under `ceiling` by default. */
  readonly budget?: RequestBudget
  /** So many events are kept of members that nobody has open. */
  readonly keptEvents?: number
}

/** Many loaders under one budget: a forest that grows by what is asked for. Every promise settles, and none rejects. */
export interface Fleet {
  /** What lies in files is here already: reading it costs no request. */
  readonly isOfFiles: boolean
  /** A new object after every change. */
  readonly view: FleetView
  readonly subscribe: (listener: () => void) => () => void
  /** Takes over what another loader tells of member 0. */
  readonly follow: (view: ExecutionView) => void
  /** Reads a member and keeps it up to date. Resolves when it is read, cannot be read for now, or was closed. */
  readonly open: (id: MemberId, urgency?: Urgency) => Promise<void>
  /** Reads the end of a member with one call, unless more of it is here or on its way. */
  readonly readEnd: (id: MemberId) => Promise<void>
  /** Nobody looks at it any more: what is under way is cancelled, what is read is kept for a while. */
  readonly close: (id: MemberId) => void
  readonly pause: (id: MemberId) => void
  readonly resume: (id: MemberId) => void
  readonly retry: (id: MemberId, urgency?: Urgency) => Promise<void>
  /** The execution that a task started, as a member; undefined where the history tells none. */
  readonly addStarted: (at: GlobalKey) => MemberId | undefined
  /** A Map Run's child of a name, which its list may not tell of (yet), as a member. */
  readonly addChild: (at: GlobalKey, name: string) => void
  /** Asks what a Map Run does, and how many children it has. */
  readonly describeMapRun: (at: GlobalKey) => Promise<void>
  /** Lists a Map Run's children of a status to the end. */
  readonly list: (at: GlobalKey, status: ListedStatus) => Promise<void>
  /** Gives up what is still on the way of a Map Run's lists; what came stays. */
  readonly stopListing: (at: GlobalKey) => void
  /** Asks for the definition of a member's state machine, once. */
  readonly define: (id: MemberId) => Promise<void>
  /** A person allows more requests: members that were held back go on. */
  readonly lift: (ceiling: number) => void
  readonly dispose: () => void
}

/** Members and lists that are on the way at the same time. */
const LOADING_AT_ONCE = 4

const KEPT_EVENTS = 500_000

export function createFleet(parts: FleetParts): Fleet {
  const { ref, finder, client, surroundings, settings = DEFAULT_LOAD_SETTINGS } = parts
  const budget = parts.budget ?? createRequestBudget(parts.ceiling)
  const state = createFleetState({ ref, budget, surroundings })
  const slots = createSlots(LOADING_AT_ONCE)
  const counted: SourceFinder = {
    ...finder,
    find: async wanted => countedSource(await finder.find(wanted), budget),
    findFresh: async wanted => countedSource(await finder.findFresh(wanted), budget),
  }
  const loads = createFleetLoads({
    ...{ state, finder: counted, client, surroundings, settingsOf: parts.settingsOf ?? (() => settings) },
    ...{ prepare: parts.prepare, slots, keptEvents: parts.keptEvents ?? KEPT_EVENTS },
  })
  const source = countedChildSource(parts.childSource, budget)
  const lister = createChildLister({ source, surroundings, settings })
  const lists = createFleetLists({ state, lister, slots })

  const definer = createDefiner({ state, finder: counted, surroundings, settings, slots })

  function lift(ceiling: number): void {
    const held = state.forest
      .knownMembers()
      .filter(member => member.state.kind === 'trouble' && member.state.trouble.code === CEILING_CODE)
    budget.lift(ceiling)
    state.publish()
    for (const { id } of held) void loads.retry(id, URGENCY.demand)
  }

  return {
    isOfFiles: ref.kind === 'file',
    get view() {
      return state.view
    },
    subscribe: state.subscribe,
    follow: view =>
      state.grow(forest => {
        const main = forest.member(0)
        return main === undefined ? forest : withChange(forest, 0, changeOf(main, view))
      }),
    open: (id, urgency = URGENCY.demand) => loads.open(id, urgency),
    readEnd: id => loads.readEnd(id, URGENCY.failure),
    close: loads.close,
    pause: loads.pause,
    resume: loads.resume,
    retry: (id, urgency = URGENCY.demand) => loads.retry(id, urgency),
    addStarted: lists.addStarted,
    addChild: lists.addChild,
    describeMapRun: lists.describeMapRun,
    list: lists.list,
    stopListing: lists.stop,
    define: definer.define,
    lift,
    dispose: () => {
      loads.dispose()
      lists.dispose()
      definer.dispose()
      state.stop()
    },
  }
}
