import type { Alignment } from '../../comparison/alignment.ts'
import type { Forest } from '../../forest/forest.ts'
import { startsUntold } from '../../forest/grafts.ts'
import { type GlobalKey, memberIdOf, rootKeyOf, spanKeyOf } from '../../forest/keys.ts'
import type { EventId } from '../../history/events.ts'
import { depthFirst } from '../../model/walk.ts'

/** What is to be read of the other run, so that what is open in this one has something to be held against. */
export interface PartnersToRead {
  /** Executions, by the key of what started them or of their root. */
  readonly executions: readonly GlobalKey[]
  /** Map Runs whose children are to be listed. */
  readonly lists: readonly GlobalKey[]
  /** Executions that only a payload of the other run's own history names. */
  readonly isNamed: boolean
}

/** What stands in the other run for the executions below this one that are read or on their way. */
export function partnersToRead(own: Forest, other: Forest, { inA }: Pick<Alignment, 'inA'>): PartnersToRead {
  const executions: GlobalKey[] = []
  const lists: GlobalKey[] = []
  let isNamed = true
  for (const { id, at, state } of own.knownMembers()) {
    for (const graft of own.graftsOf(id)) {
      const partner = graft.kind === 'mapRun' && isLookedInto(graft) ? inA.get(graft.at) : undefined
      const there = partner === undefined ? undefined : other.graft(partner)
      if (partner !== undefined && there?.kind === 'mapRun' && !isLookedInto(there)) lists.push(partner)
    }
    if (at === undefined || (state.kind !== 'read' && state.kind !== 'loading')) continue
    const partnerAt = inA.get(at)
    if (partnerAt === undefined) continue
    const there = other.graft(partnerAt)
    if (there === undefined && startsThere(other, partnerAt)) isNamed = false
    if (
      there?.kind === 'nested' &&
      isUnread(other, there.children.count > 0 ? there.children.memberAt(0) : undefined)
    ) {
      executions.push(partnerAt)
    }
    const partner = there?.kind === 'mapRun' ? inA.get(rootKeyOf(id)) : undefined
    if (partner !== undefined && isUnread(other, memberIdOf(partner))) executions.push(partner)
  }
  return { executions, lists, isNamed }
}

function isLookedInto(graft: {
  readonly kind: string
  readonly run?: unknown
  readonly children: { readonly count: number }
}) {
  return graft.run !== undefined || graft.children.count > 0
}

function isUnread(forest: Forest, id: number | undefined): boolean {
  const kind = id === undefined ? 'listed' : forest.member(id)?.state.kind
  return kind === 'listed' || kind === 'endRead'
}

function startsThere(forest: Forest, at: GlobalKey): boolean {
  const tree = forest.member(memberIdOf(at))?.tree
  const span = tree?.span(spanKeyOf(at))
  return tree !== undefined && span !== undefined && startsUntold(tree, span) !== undefined
}

/** The events of a run's own history whose payloads name what its tasks started, as far as these are not here. */
export function namingEvents(forest: Forest): readonly EventId[] {
  const tree = forest.member(0)?.tree
  if (tree === undefined) return []
  const events: EventId[] = []
  for (const { span } of depthFirst(tree)) {
    if (span.kind === 'taskAttempt' && startsUntold(tree, span) !== undefined) events.push(...span.events)
  }
  return events
}
