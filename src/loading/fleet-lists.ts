import type { Graft, ListedStatus } from '../forest/forest.ts'
import { withChildren, withListed, withMapRun } from '../forest/grow.ts'
import type { GlobalKey, MemberId } from '../forest/keys.ts'
import { startedChildOf, unlistedChild } from '../forest/started-child.ts'
import { childArnOf } from '../forest/way.ts'
import { type AbortGroup, createAbortGroup } from './abort-group.ts'
import { asSourceError } from './ask-patiently.ts'
import type { ChildLister } from './child-lister.ts'
import type { FleetState } from './fleet-state.ts'
import { URGENCY } from './fleet-view.ts'
import { inTurn, type Slots } from './slots.ts'

export interface FleetListsParts {
  readonly state: FleetState
  readonly lister: ChildLister
  readonly slots: Slots
}

/** What a fleet knows of the places where children hang. */
export interface FleetLists {
  readonly addStarted: (at: GlobalKey) => MemberId | undefined
  readonly addChild: (at: GlobalKey, name: string) => void
  readonly describeMapRun: (at: GlobalKey) => Promise<void>
  readonly list: (at: GlobalKey, status: ListedStatus) => Promise<void>
  readonly stop: (at: GlobalKey) => void
  readonly dispose: () => void
}

type MapRunGraft = Extract<Graft, { kind: 'mapRun' }>
type Ask = (graft: MapRunGraft, signal: AbortSignal) => Promise<void>

export function createFleetLists({ state, lister, slots }: FleetListsParts): FleetLists {
  const groups = new Map<GlobalKey, AbortGroup>()
  const underWay = new Map<string, Promise<void>>()
  let disposed = false

  /** The same question asked twice at a time is one. */
  function once(question: string, at: GlobalKey, ask: Ask): Promise<void> {
    const graft = state.forest.graft(at)
    if (graft?.kind !== 'mapRun') return Promise.resolve()
    const known = underWay.get(question)
    if (known !== undefined) return known
    const group = groups.get(at) ?? createAbortGroup()
    groups.set(at, group)
    if (disposed) group.abort()
    const asking = group
      .run(signal => inTurn({ slots, urgency: URGENCY.inSight, signal }, () => ask(graft, signal)))
      .then(() => state.tellTrouble(question, { at, error: undefined }))
      .catch((error: unknown) => {
        if (!group.aborted) state.tellTrouble(question, { at, error: asSourceError(error) })
      })
      .finally(() => {
        if (underWay.get(question) === asking) underWay.delete(question)
      })
    underWay.set(question, asking)
    return asking
  }

  /** What is asked afterwards is another question. */
  function stop(at: GlobalKey): void {
    groups.get(at)?.abort()
    groups.delete(at)
    for (const question of [...underWay.keys()]) if (question.startsWith(`${at} `)) underWay.delete(question)
  }

  return {
    addStarted: at => {
      const graft = state.forest.graft(at)
      if (graft?.kind !== 'nested') return undefined
      if (graft.children.count === 0) {
        state.grow(forest => withChildren(forest, at, [startedChildOf(graft)]))
      }
      return state.forest.graft(at)?.children.memberAt(0)
    },
    addChild: (at, name) => {
      const graft = state.forest.graft(at)
      const arn = graft?.kind === 'mapRun' ? childArnOf(graft.arn, name) : undefined
      if (graft === undefined || arn === undefined || graft.children.positionOf(arn) >= 0) return
      state.grow(forest => withChildren(forest, at, [unlistedChild(arn, name)]))
    },
    describeMapRun: at =>
      once(`${at} describe`, at, async ({ arn }, signal) => {
        const run = await lister.describe(arn, signal)
        state.grow(forest => withMapRun(forest, at, run))
      }),
    list: (at, status) =>
      once(`${at} ${status}`, at, async ({ arn: mapRunArn, listed }, signal) => {
        if (listed.has(status)) return
        const onPage: Parameters<ChildLister['list']>[0]['onPage'] = children =>
          state.grow(forest => withChildren(forest, at, children), 'soon')
        await lister.list({ mapRunArn, status, onPage }, signal)
        state.grow(forest => withListed(forest, at, status))
      }),
    stop,
    dispose: () => {
      disposed = true
      for (const group of groups.values()) group.abort()
    },
  }
}
