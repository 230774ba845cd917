import type { Member } from '../forest/member.ts'
import type { HistoryEvent } from '../history/events.ts'
import { memberOf } from '../history/json-value.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { OUTCOMES } from '../model/span.ts'
import { depthFirst } from '../model/walk.ts'
import { machineName, memberName } from '../words/member-names.ts'
import type { QueryProperty } from './query.ts'

/** A value to choose from, and how often it occurs. */
export interface SuggestedValue {
  readonly value: string
  readonly count: number
}

/** What a property can be in some executions. */
export function valuesAcross(
  members: readonly Member[],
  property: QueryProperty,
  valuesOf: (tree: ExecutionTree) => readonly SuggestedValue[],
): readonly SuggestedValue[] {
  if (property === 'execution') return counted(members.map(memberName))
  if (property === 'machine') return counted(members.flatMap(member => machineName(member) ?? []))
  const [first, ...others] = members.flatMap(({ tree }) => (tree === undefined ? [] : [valuesOf(tree)]))
  if (first === undefined || others.length === 0) return first ?? []
  const counts = new Map<string, number>()
  for (const { value, count } of [...first, ...others.flat()]) counts.set(value, (counts.get(value) ?? 0) + count)
  return inOrder(counts)
}

/** More than a person scrolls through. */
const MAX_VALUES = 200

/** What a property can be in this execution, the most frequent first. Empty where it can be anything (a duration, a payload). */
export function valuesFor(tree: ExecutionTree, property: QueryProperty): readonly SuggestedValue[] {
  switch (property) {
    case 'state':
      return counted(stateNames(tree))
    case 'in':
      return counted(containerNames(tree))
    case 'outcome': {
      const counts = new Map(counted(outcomes(tree)).map(({ value, count }) => [value, count]))
      return OUTCOMES.map(value => ({ value, count: counts.get(value) ?? 0 })).filter(({ count }) => count > 0)
    }
    case 'type':
      return counted(mapped(eventsOf(tree), event => event.type))
    case 'error':
      return counted(mapped(eventsOf(tree), event => textIn(event, 'error')))
    case 'resource':
      return counted(mapped(eventsOf(tree), resourceOf))
    default:
      return []
  }
}

function* stateNames(tree: ExecutionTree): Generator<string> {
  for (const { span } of depthFirst(tree)) if (span.kind === 'stateVisit' && span.name !== '') yield span.name
}

/** The states that hold others. */
function* containerNames(tree: ExecutionTree): Generator<string> {
  for (const { span } of depthFirst(tree)) {
    if (span.kind === 'stateVisit' && (span.stateType === 'Map' || span.stateType === 'Parallel')) yield span.name
  }
}

function* outcomes(tree: ExecutionTree): Generator<string> {
  for (const { span } of depthFirst(tree)) if (span.kind !== 'execution') yield span.outcome
}

function* eventsOf(tree: ExecutionTree): Generator<HistoryEvent> {
  for (const { from, to } of tree.loaded) {
    for (let id = from; id <= to; id++) {
      const event = tree.event(id)
      if (event !== undefined) yield event
    }
  }
}

function* mapped(
  events: Iterable<HistoryEvent>,
  value: (event: HistoryEvent) => string | undefined,
): Generator<string> {
  for (const event of events) {
    const text = value(event)
    if (text !== undefined) yield text
  }
}

/** Of the Scheduled event alone, or every task would count several times. */
function resourceOf(event: HistoryEvent): string | undefined {
  return event.type.endsWith('Scheduled') ? textIn(event, 'resource') : undefined
}

function textIn(event: HistoryEvent, field: string): string | undefined {
  const value = memberOf(event.details, field)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function counted(values: Iterable<string>): readonly SuggestedValue[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return inOrder(counts)
}

function inOrder(counts: ReadonlyMap<string, number>): readonly SuggestedValue[] {
  const most = [...counts]
    .toSorted(([a, often], [b, oftener]) => oftener - often || (a < b ? -1 : 1))
    .slice(0, MAX_VALUES)
  // By the rules of a language only what is shown: of 12,500 names that takes longer than all else.
  return most
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value))
}
