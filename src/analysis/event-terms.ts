import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { EventMarks } from './event-marks.ts'
import { shouldHavePayload } from './event-texts.ts'
import { NO, OWN, type TermTest, type Verdict } from './term-test.ts'
import { type TextsOfEvent, textsOfEvents } from './texts-of-events.ts'

export type EventTermTest = Extract<TermTest, { about: 'event' }>

/** What a term says of an event it applies to. */
const FALSE = 1
const TRUE = 2

const NO_TEXTS: TextsOfEvent = { payloads: [], names: [] }

/** A reading is interrupted after this many characters of payloads, or so many events. */
const CHARACTERS_A_STEP = 20_000
const EVENTS_A_STEP = 200

/**
 * Asks the terms about events of every event, in order of ids: as they lie in memory, which takes a third of the time that the
 * order of the tree does. What they say is kept by event, for one span after another to be judged by.
 */
export class EventTerms {
  private readonly tests: readonly EventTermTest[]
  private readonly readsPayloads: boolean
  private readonly marks: readonly EventMarks[]
  /** Events that some positive term is true of, ascending. */
  readonly found: EventId[] = []
  private readonly isFound = new EventMarks()
  /** Events whose payload could match but is not loaded. */
  unseenPayloads = 0

  constructor(tests: readonly EventTermTest[]) {
    this.tests = tests
    this.readsPayloads = tests.some(test => test.readsPayloads)
    this.marks = tests.map(() => new EventMarks())
  }

  /** Reads all events of a tree; yields the share done so far, 0..1. */
  *read(tree: ExecutionTree): Generator<number, void> {
    if (this.tests.length === 0) return
    const texts = this.readsPayloads ? textsOfEvents(tree) : undefined
    let [done, events, characters] = [0, 0, 0]
    for (const { from, to } of tree.loaded) {
      for (let id = from; id <= to; id++) {
        const event = tree.event(id)
        if (event === undefined) continue
        const said = texts?.of(event) ?? NO_TEXTS
        if (texts !== undefined) characters += this.measure(event, said)
        this.ask(event, said)
        done++
        if (characters < CHARACTERS_A_STEP && ++events < EVENTS_A_STEP) continue
        yield done / tree.eventCount
        characters = 0
        events = 0
      }
    }
  }

  /** What the term at that place says of a span with these events. A negative one: that it is refuted by none it applies to. */
  verdict(at: number, events: readonly EventId[]): Verdict {
    const marks = this.marks[at]
    let best = 0
    for (const id of events) best = Math.max(best, marks?.get(id) ?? 0)
    return best === (this.tests[at]?.isNegative === true ? FALSE : TRUE) ? OWN : NO
  }

  /** Those of the events that some positive term is true of. */
  foundAmong(events: readonly EventId[]): readonly EventId[] {
    return events.filter(id => this.isFound.get(id) === TRUE)
  }

  private ask(event: HistoryEvent, texts: TextsOfEvent): void {
    let isFound = false
    for (let at = 0; at < this.tests.length; at++) {
      const test = this.tests[at]
      const answer = test?.test(event, texts)
      if (answer === undefined) continue
      this.marks[at]?.set(event.id, answer ? TRUE : FALSE)
      isFound ||= answer && test?.isNegative === false
    }
    if (!isFound) return
    this.isFound.set(event.id, TRUE)
    this.found.push(event.id)
  }

  /** Returns how many characters there are. */
  private measure(event: HistoryEvent, { payloads }: TextsOfEvent): number {
    if (payloads.length === 0 && shouldHavePayload(event)) this.unseenPayloads++
    let characters = 0
    for (const text of payloads) characters += text.length
    return characters
  }
}
