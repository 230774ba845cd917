import type { EventId, HistoryEvent } from '../history/events.ts'
import { ExactNumber, exactJsonText, isContainer, membersOf, parseExactJson } from '../history/exact-json.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { isComplete } from './completeness.ts'
import { shouldHavePayload, somePayload } from './event-texts.ts'
import { formatJsonPath, type JsonPath } from './json-path.ts'
import { textsOfEvents } from './texts-of-events.ts'

/** One place where a value stands. */
export interface Sighting {
  readonly eventId: EventId
  readonly key: SpanKey
  /** `input`, `output`, `parameters`, `assignedVariables.name`. */
  readonly field: string
  /** The JSONPath of its first occurrence there: `$.order.id`. */
  readonly path: string
}

/** Where a value came from and where it got to. */
export interface ValueTrace {
  /** In order of events. */
  readonly sightings: readonly Sighting[]
  readonly first: Sighting | undefined
  readonly last: Sighting | undefined
  /** Events that should have a payload and whose is not loaded. */
  readonly unseenPayloads: number
  readonly complete: boolean
}

/** What JSON calls a plain value. `null`, `true`, `0` and the like stand everywhere; the caller decides whether to ask. */
export type PlainValue = string | number | boolean | null | ExactNumber

/** Every payload in which exactly this value stands, in order of events. For the page use `traceSteps`, which can pause. */
export function traceValue(tree: ExecutionTree, value: PlainValue): ValueTrace {
  const steps = traceSteps(tree, value)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Characters of payload read between two pauses. */
const CHARACTERS_A_STEP = 250_000
const EVENTS_A_STEP = 1000

/** The same in steps of about a millisecond; yields the share done so far, 0..1. */
export function* traceSteps(tree: ExecutionTree, value: PlainValue): Generator<number, ValueTrace> {
  const sightings: Sighting[] = []
  const needle = needleOf(value)
  const texts = textsOfEvents(tree)
  let [unseenPayloads, characters, events, done] = [0, 0, 0, 0]
  for (const { from, to } of tree.loaded) {
    for (let id = from; id <= to; id++) {
      const event = tree.event(id)
      if (event === undefined) continue
      const { payloads } = texts.of(event)
      if (payloads.length === 0 && shouldHavePayload(event)) unseenPayloads++
      for (const text of payloads) characters += text.length
      if (payloads.some(text => mayHold(text, needle))) look({ tree, event, value, needle }, sightings)
      done++
      if (characters < CHARACTERS_A_STEP && ++events < EVENTS_A_STEP) continue
      yield done / tree.eventCount
      characters = 0
      events = 0
    }
  }
  const ends = { first: sightings[0], last: sightings.at(-1) }
  return { sightings, ...ends, unseenPayloads, complete: isComplete(tree) }
}

interface Look {
  readonly tree: ExecutionTree
  readonly event: HistoryEvent
  readonly value: PlainValue
  readonly needle: string
}

/** A text that escapes what it need not can hold anything: then only parsing tells. */
function mayHold(text: string, needle: string): boolean {
  return text.includes(needle) || text.includes('\\u') || text.includes('\\/')
}

/** Adds what the event's payloads show. */
function look({ tree, event, value, needle }: Look, sightings: Sighting[]): void {
  somePayload(event, (text, field) => {
    if (!mayHold(text, needle)) return false
    const path = pathIn(text, value)
    if (path === undefined) return false
    sightings.push({ eventId: event.id, key: tree.spanOfEvent(event.id)?.key ?? tree.root.key, field, path })
    return false
  })
}

function needleOf(value: PlainValue): string {
  return exactJsonText(value)
}

function pathIn(text: string, value: PlainValue): string | undefined {
  try {
    const path = pathOf(parseExactJson(text), value)
    return path === undefined ? undefined : formatJsonPath(path)
  } catch {
    // A payload that was cut is no JSON.
    return undefined
  }
}

/** The first place, in document order, where exactly `value` stands. An own stack: payloads may nest deeper than the engine's. */
function pathOf(json: unknown, value: PlainValue): JsonPath | undefined {
  interface Open {
    readonly value: unknown
    readonly path: Link | undefined
  }
  const pending: Open[] = [{ value: json, path: undefined }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value: found, path } = next
    if (isSame(found, value)) return stepsOf(path)
    if (!isContainer(found)) continue
    const isArray = Array.isArray(found)
    const members = membersOf(found)
    for (let at = members.length - 1; at >= 0; at--) {
      const [name, inner] = members[at] ?? ['', undefined]
      pending.push({ value: inner, path: { name, isArray, outer: path } })
    }
  }
  return undefined
}

function isSame(found: unknown, value: PlainValue): boolean {
  return (
    found === value || (found instanceof ExactNumber && value instanceof ExactNumber && found.source === value.source)
  )
}

interface Link {
  readonly name: string
  readonly isArray: boolean
  readonly outer: Link | undefined
}

function stepsOf(link: Link | undefined): JsonPath {
  const steps: JsonPath[number][] = []
  for (let at = link; at !== undefined; at = at.outer) {
    steps.unshift(at.isArray ? { kind: 'index', index: Number(at.name) } : { kind: 'member', name: at.name })
  }
  return steps
}
