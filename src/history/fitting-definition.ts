import { parseDefinition } from './definition.ts'
import { stateNameOf } from './event-fields.ts'
import type { HistoryEvent } from './events.ts'

/** How far a definition is that of an execution. */
export interface DefinitionFit {
  /** States that ran, by name. */
  readonly ran: number
  /** How many of them stand in the definition. */
  readonly known: number
}

/**
 * Whether a state machine's definition (Amazon States Language) is the one that an execution ran, told by the names of the states
 * that it entered. Undefined where the text is no definition.
 */
export function definitionFit(text: string, events: Iterable<HistoryEvent>): DefinitionFit | undefined {
  const names = namesIn(text)
  if (names === undefined) return undefined
  const ran = new Set<string>()
  for (const event of events) {
    const name = event.type.endsWith('StateEntered') ? stateNameOf(event) : undefined
    if (name !== undefined) ran.add(name)
  }
  return { ran: ran.size, known: [...ran].filter(name => names.has(name)).length }
}

/** Nothing that ran speaks against it. */
export function isOfAnother({ ran, known }: DefinitionFit): boolean {
  return ran > 0 && known === 0
}

function namesIn(text: string): ReadonlyMap<string, unknown> | undefined {
  try {
    return parseDefinition(text).states
  } catch {
    return undefined
  }
}
