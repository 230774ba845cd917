import type { HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { collectPayloads } from './event-texts.ts'

/** What an event says. */
export interface TextsOfEvent {
  /** Execution data, JSON as text. */
  readonly payloads: readonly string[]
  /** Its type, and whatever else it says in words. Events that say the same have the same list: what was asked of it once need not be again. */
  readonly names: readonly string[]
}

/** The texts of one version of a tree. */
export interface TextsOfEvents {
  of(event: HistoryEvent): TextsOfEvent
}

// A query is asked anew with each letter that is typed, and most of its time went into finding an event's texts among its details.
const known = new WeakMap<ExecutionTree, TextsOfEvents>()

/** The texts of a tree's events: found when they are first asked for, kept for as long as the tree. Some 2 MB for 25,000 events. */
export function textsOfEvents(tree: ExecutionTree): TextsOfEvents {
  const texts = known.get(tree) ?? createTexts()
  known.set(tree, texts)
  return texts
}

const NONE: readonly string[] = []

function createTexts(): TextsOfEvents {
  // By page: ids may have large gaps.
  const pages = new Map<number, (TextsOfEvent | undefined)[]>()
  const lists = new Map<string, readonly string[]>()
  let [number, page]: [number, (TextsOfEvent | undefined)[]] = [-1, []]

  function turnTo(wanted: number): void {
    page = pages.get(wanted) ?? Array.from({ length: PAGE_IDS })
    pages.set(wanted, page)
    number = wanted
  }

  function namesOf(event: HistoryEvent): readonly string[] {
    const names = collectNames(event)
    // Long texts (a cause) are told apart by what they say, which nobody else says.
    if (names.some(name => name.length > LONGEST_NAME)) return names
    const key = names.join('\n')
    const same = lists.get(key) ?? names
    if (lists.size < MOST_LISTS) lists.set(key, same)
    return same
  }

  return {
    of(event) {
      const wanted = event.id >> PAGE_BITS
      if (wanted !== number) turnTo(wanted)
      const at = event.id & (PAGE_IDS - 1)
      return (page[at] ??= { payloads: payloadsOf(event), names: namesOf(event) })
    },
  }
}

const PAGE_BITS = 10
const PAGE_IDS = 1 << PAGE_BITS
const LONGEST_NAME = 200
const MOST_LISTS = 10_000

function payloadsOf(event: HistoryEvent): readonly string[] {
  const payloads: string[] = []
  collectPayloads(event, payloads)
  return payloads.length === 0 ? NONE : payloads
}

const IN_PAYLOADS: ReadonlySet<string> = new Set(['input', 'output', 'parameters'])

/** An iteration's events repeat the Map's name: that is not theirs. */
function collectNames({ type, details }: HistoryEvent): readonly string[] {
  const names = [type]
  for (const field in details) {
    const text = details[field]
    if (typeof text !== 'string' || IN_PAYLOADS.has(field)) continue
    if (!(field === 'name' && type.startsWith('MapIteration'))) names.push(text)
  }
  return names
}
