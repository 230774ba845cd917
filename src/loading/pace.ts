import type { Millis } from '../history/events.ts'

/*
 * The pace of the page while a history arrives: page → tree → view → frame → answers. Each step waits for the one before it and
 * has one number; nothing else in the page decides when something is worked out again.
 *
 * | step            | who                        | when                                                              |
 * |-----------------|----------------------------|-------------------------------------------------------------------|
 * | page → tree     | `gathering.ts`             | the first at once; then together, `pauseAfterTree` after the last |
 * |                 |                            | tree was ready; at once when no more is to come. In slices of 8 ms |
 * | tree → view     | `publisher.ts`             | a new phase at once, anything else ten times a second             |
 * | list → view     | `fleet-state.ts`           | pages of a list `LIST_EVERY_MS` apart, its end at once            |
 * | view → frame    | `state/use-execution.ts`   | in a transition: React renders it in slices, a click goes first   |
 * | view → answers  | `analyses/use-settled.ts`  | after 250 ms without a new tree, and every 2.5 s all the same     |
 */

/** From one tree to the next while pages arrive: every new tree is laid out, analysed and painted. */
const LEAST_PAUSE_MS: Millis = 250
/** And so much longer for each event: what follows from a tree takes time by its size. */
const PAUSE_MS_PER_EVENT = 0.01

/** How long after a tree of so many events the next may be made, ms. */
export function pauseAfterTree(eventCount: number): Millis {
  return LEAST_PAUSE_MS + eventCount * PAUSE_MS_PER_EVENT
}

/** Pages from both ends come in pairs, each with several changes: one telling for all of them keeps frames free. */
export const TELL_EVERY_MS: Millis = 100

/** Of a list that is a page longer, every row, band and count is worked out anew, as of a new tree. */
export const LIST_EVERY_MS: Millis = LEAST_PAUSE_MS

/** No page came for so long: now is the time to think about all of them. */
const QUIET_MS: Millis = 250
/** While pages keep coming, answers are brought up to date this often all the same. */
const ANSWER_AT_LEAST_EVERY_MS: Millis = 2_500

/** How long a new tree waits before it is analysed, ms; `answeredMsAgo`: how long ago one was. */
export function waitBeforeAnswers(answeredMsAgo: Millis): Millis {
  return Math.max(0, Math.min(QUIET_MS, ANSWER_AT_LEAST_EVERY_MS - answeredMsAgo))
}
