import type { Forest } from '../forest/forest.ts'
import { memberIdOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { parseDefinition, type StateMachineDefinition } from '../history/definition.ts'

const parsed = new Map<string, StateMachineDefinition | undefined>()
/** Definitions parsed and kept: children of one Map Run share theirs. */
const KEPT = 50

/**
 * The definition that tells of a member's states: its own, or that of the execution whose Map Run it is a child of, which holds the
 * states of the items too. Undefined where neither was asked for.
 */
export function definitionOf(forest: Forest, member: Member): StateMachineDefinition | undefined {
  for (let at: Member | undefined = member; at !== undefined; ) {
    if (at.definition !== undefined) return parse(at.definition)
    at = at.at === undefined || forest.graft(at.at)?.kind !== 'mapRun' ? undefined : forest.member(memberIdOf(at.at))
  }
  return undefined
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
