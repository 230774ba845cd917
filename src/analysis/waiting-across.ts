import type { MemberId } from '../forest/keys.ts'
import { memberIdOf, spanKeyOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import type { Millis } from '../history/events.ts'
import { atOnce } from '../waits/slices.ts'
import { isComplete } from './completeness.ts'
import type { MapProgress } from './map-progress.ts'
import { type OpenState, waitingSteps } from './waiting-for.ts'

/** A state that an execution is in, and which execution that is. */
export interface OpenStateIn extends OpenState {
  readonly member: Member
}

export interface WaitingAcross {
  /** The oldest first. */
  readonly open: readonly OpenStateIn[]
  readonly maps: readonly (MapProgress & { readonly member: Member })[]
  readonly complete: boolean
}

/**
 * What the executions of a forest that still run are waiting for at `now`. A task that waits for an execution that is read is told
 * by what that one waits for.
 */
export function waitingAcross(members: readonly Member[], now: Millis): WaitingAcross {
  return atOnce(waitingAcrossSteps(members, now))
}

/** The same in steps. */
export function* waitingAcrossSteps(members: readonly Member[], now: Millis): Generator<void, WaitingAcross> {
  const running = members.filter(({ tree }) => tree?.root.outcome === 'running' && !tree.endsUntold)
  const toldBelow = new Map<MemberId, Set<number>>()
  for (const { at } of running) {
    if (at === undefined) continue
    const keys = toldBelow.get(memberIdOf(at)) ?? new Set()
    toldBelow.set(memberIdOf(at), keys.add(spanKeyOf(at)))
  }
  const open: OpenStateIn[] = []
  const maps: WaitingAcross['maps'][number][] = []
  for (const member of running) {
    if (member.tree === undefined) continue
    const waiting = yield* waitingSteps(member.tree, now)
    const told = toldBelow.get(member.id)
    for (const state of waiting.open) if (told?.has(state.key) !== true) open.push({ ...state, member })
    for (const map of waiting.maps) maps.push({ ...map, member })
    yield
  }
  return {
    open: open.toSorted((a, b) => a.since - b.since),
    maps,
    complete: running.every(({ tree }) => tree === undefined || isComplete(tree)),
  }
}
