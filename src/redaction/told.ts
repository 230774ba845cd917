import type { EventId } from '../history/events.ts'
import type { PayloadMode, PseudonymKind } from './rules.ts'

/** Where in an execution something stands. */
export interface Place {
  readonly eventId: EventId | undefined
  /** `input`, `cause`, `definition` … */
  readonly field: string
}

/** One thing that was taken out: where and what sort of thing, never the thing. */
export interface TakenOut extends Place {
  /** JSONPath within the payload; undefined where it is no JSON. */
  readonly path: string | undefined
  /** `e-mail addresses`, `my rule $..name` … */
  readonly what: string
  readonly how: 'masked' | 'left out'
}

const MOST_EXAMPLES = 400

/** What became of what leaves, exactly. */
export class Told {
  readonly payloads: Record<PayloadMode, number> = { keep: 0, shapes: 0, drop: 0 }
  readonly causes: Record<PayloadMode, number> = { keep: 0, shapes: 0, drop: 0 }
  /** By what was found; names of rules among them. */
  readonly masked = new Map<string, number>()
  /** By the path of the rule. */
  readonly leftOut = new Map<string, number>()
  /** How many values have a pseudonym. */
  readonly pseudonyms = new Map<PseudonymKind, number>()
  /** The first of them. */
  readonly examples: TakenOut[] = []

  add(taken: TakenOut): void {
    const counts = taken.how === 'masked' ? this.masked : this.leftOut
    counts.set(taken.what, (counts.get(taken.what) ?? 0) + 1)
    if (this.examples.length < MOST_EXAMPLES) this.examples.push(taken)
  }

  /** Whether all that was there is there. */
  get isWhole(): boolean {
    const { payloads, causes, masked, leftOut, pseudonyms } = this
    const gone = payloads.shapes + payloads.drop + causes.shapes + causes.drop
    return gone + masked.size + leftOut.size + pseudonyms.size === 0
  }
}
