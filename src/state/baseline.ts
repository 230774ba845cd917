import type { SourceRef } from '../source/source.ts'
import { decodeRef, encodeRef } from './ref-code.ts'
import { refKey } from './ref-key.ts'

/** What a run is held against: another run, or what those of its state machine that succeeded last took. */
export type Baseline = SourceRef | LastSuccesses

export interface LastSuccesses {
  readonly kind: 'lastSuccesses'
  /** How many of those before the run, at most. */
  readonly most: number
}

/** As many as a person asks for by one click. */
export const LAST_TWENTY: LastSuccesses = { kind: 'lastSuccesses', most: 20 }

const LAST = /^last([1-9]\d?)$/

/** As the value of a parameter: `last20`, else as an execution is named. */
export function encodeBaseline(baseline: Baseline): string {
  return baseline.kind === 'lastSuccesses' ? `last${baseline.most}` : encodeRef(baseline)
}

/** The inverse of `encodeBaseline`; undefined for what names nothing. */
export function decodeBaseline(text: string): Baseline | undefined {
  const most = LAST.exec(text)?.[1]
  return most === undefined ? decodeRef(text) : { kind: 'lastSuccesses', most: Number(most) }
}

/** The same for the same; of successes it does not say before which run. */
export function baselineKey(baseline: Baseline): string {
  return baseline.kind === 'lastSuccesses' ? encodeBaseline(baseline) : refKey(baseline)
}
