import type { Forest } from '../forest/forest.ts'
import { memberIdOf, spanKeyOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { parseDefinition, type StateMachineDefinition } from '../history/definition.ts'
import { itemsOf } from '../history/definition-questions.ts'

const parsed = new Map<string, StateMachineDefinition | undefined>()
/** Definitions parsed and kept: children of one Map Run share theirs. */
const KEPT = 50

/**
 * The definition that tells of a member's states: its own, or that of the execution whose Map Run it is a child of, which holds the
 * states of the items too. Undefined where neither was asked for.
 */
export function definitionOf(forest: Forest, member: Member): StateMachineDefinition | undefined {
  for (const at of runsAround(forest, member)) if (at.definition !== undefined) return parse(at.definition)
  return undefined
}

/** What a member itself can run: its definition, or what the Map whose child it is does with an item. */
export function machineOf(forest: Forest, member: Member): StateMachineDefinition | undefined {
  if (member.definition !== undefined) return parse(member.definition)
  const { at } = member
  if (at === undefined || forest.graft(at)?.kind !== 'mapRun') return undefined
  const above = forest.member(memberIdOf(at))
  const around = above?.tree?.span(above.tree.span(spanKeyOf(at))?.parentKey ?? -1)
  const definition = above && machineOf(forest, above)
  return definition === undefined || around?.kind !== 'stateVisit' ? undefined : itemsOf(definition, around.name)
}

/** The member whose definition tells of a member's states and of those of its Map Run's other children. */
export function definerOf(forest: Forest, member: Member): Member {
  return runsAround(forest, member).at(-1) ?? member
}

/** A member and the executions whose Map Runs it is a child of, inside out. */
function runsAround(forest: Forest, member: Member): readonly Member[] {
  const around: Member[] = []
  for (let at: Member | undefined = member; at !== undefined; ) {
    around.push(at)
    at = at.at === undefined || forest.graft(at.at)?.kind !== 'mapRun' ? undefined : forest.member(memberIdOf(at.at))
  }
  return around
}

function parse(text: string): StateMachineDefinition | undefined {
  if (parsed.has(text)) return parsed.get(text)
  const definition = tryParse(text)
  if (parsed.size >= KEPT) parsed.clear()
  parsed.set(text, definition)
  return definition
}

function tryParse(text: string): StateMachineDefinition | undefined {
  try {
    return parseDefinition(text)
  } catch {
    // A history reads well without.
    return undefined
  }
}
