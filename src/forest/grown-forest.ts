import type { MapRunSummary } from '../history/execution-summary.ts'
import { spanId } from '../model/keys.ts'
import type { Span } from '../model/span.ts'
import { ChildList } from './child-list.ts'
import { onChart } from './clock.ts'
import type { Forest, Graft, ListedStatus, Node, Place } from './forest.ts'
import { type GraftPlace, graftPlaceOf, graftPlacesOf } from './grafts.ts'
import { type GlobalKey, globalKey, type MemberId, memberIdOf, rootKeyOf, spanKeyOf } from './keys.ts'
import { type ExecutionRef, type Member, startOf, stopOf } from './member.ts'
import type { Members } from './members.ts'

/** All that a version of a forest is. */
export interface ForestState {
  readonly version: number
  readonly roots: readonly MemberId[]
  readonly members: Members
  readonly lists: ReadonlyMap<GlobalKey, ChildList>
  readonly runs: ReadonlyMap<GlobalKey, MapRunSummary>
  /** Which statuses of a Map Run's children are listed to the end. */
  readonly listed: ReadonlyMap<GlobalKey, ReadonlySet<ListedStatus>>
}

/** A forest over one state. */
export class GrownForest implements Forest {
  readonly state: ForestState

  constructor(state: ForestState) {
    this.state = state
  }

  get version(): number {
    return this.state.version
  }

  get roots(): readonly MemberId[] {
    return this.state.roots
  }

  get memberCount(): number {
    return this.state.members.count
  }

  member(id: MemberId): Member | undefined {
    return this.state.members.member(id, this.state.lists)
  }

  memberOfArn(arn: string): Member | undefined {
    const id = this.state.members.idOfArn(arn, this.state.lists)
    return id === undefined ? undefined : this.member(id)
  }

  knownMembers(): readonly Member[] {
    return this.state.members.notable(this.state.lists)
  }

  graft(at: GlobalKey): Graft | undefined {
    const tree = this.member(memberIdOf(at))?.tree
    const span = tree?.span(spanKeyOf(at))
    const place = tree === undefined || span === undefined ? undefined : graftPlaceOf(tree, span)
    return place === undefined ? undefined : this.graftFrom(place, at)
  }

  graftsOf(id: MemberId): readonly Graft[] {
    const tree = this.member(id)?.tree
    return tree === undefined ? [] : graftPlacesOf(tree).map(place => this.graftFrom(place, globalKey(id, place.key)))
  }

  node(key: GlobalKey): Node | undefined {
    const member = this.member(memberIdOf(key))
    if (member === undefined) return undefined
    const span = member.tree?.span(spanKeyOf(key))
    if (span === undefined) return key === rootKeyOf(member.id) ? unreadNode(member, key) : undefined
    const { clock } = member
    return {
      key,
      member,
      span,
      startedAt: onChart(clock, span.startedAt),
      endedAt: span.endedAt === undefined ? undefined : onChart(clock, span.endedAt),
      children: this.childrenOf(member, span, key),
    }
  }

  locate(key: GlobalKey): Place | undefined {
    const member = this.member(memberIdOf(key))
    if (member === undefined) return undefined
    const span = member.tree?.span(spanKeyOf(key))
    const path = this.pathTo(member)
    return span === undefined || span.kind === 'execution' ? { path } : { path, span: spanId(span) }
  }

  private pathTo(member: Member): readonly ExecutionRef[] {
    const path: ExecutionRef[] = []
    for (let at: Member | undefined = member; at !== undefined; ) {
      path.unshift(at.ref)
      at = at.at === undefined ? undefined : this.member(memberIdOf(at.at))
    }
    return path
  }

  private childrenOf(member: Member, span: Span, key: GlobalKey): readonly GlobalKey[] {
    const own = span.children.map(child => globalKey(member.id, child))
    const hung = this.hangingAt(key)
    return hung.length === 0 ? own : [...own, ...hung.map(rootKeyOf)]
  }

  /** A member hangs in one place only, whatever else names it. */
  private hangingAt(key: GlobalKey): readonly MemberId[] {
    const list = this.state.lists.get(key)
    if (list === undefined) return []
    const ids = Array.from({ length: list.count }, (_, position) => list.memberAt(position))
    const before = list.membersBefore
    return before.size === 0 ? ids : ids.filter(id => !before.has(id) || this.member(id)?.at === key)
  }

  private graftFrom(place: GraftPlace, at: GlobalKey): Graft {
    const children = this.state.lists.get(at) ?? ChildList.EMPTY
    const { arn } = place
    if (place.kind === 'nested') {
      return { kind: 'nested', at, arn, express: place.express, waits: place.waits, children }
    }
    const { runs, listed } = this.state
    return { kind: 'mapRun', at, arn, run: runs.get(at), children, listed: listed.get(at) ?? NONE_LISTED }
  }
}

const NONE_LISTED: ReadonlySet<ListedStatus> = new Set()

function unreadNode(member: Member, key: GlobalKey): Node {
  const [startedAt, stoppedAt] = [startOf(member), stopOf(member)]
  return {
    key,
    member,
    span: undefined,
    startedAt: startedAt === undefined ? undefined : onChart(member.clock, startedAt),
    endedAt: stoppedAt === undefined ? undefined : onChart(member.clock, stoppedAt),
    children: [],
  }
}
