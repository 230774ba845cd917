import type { Fate } from '../../analysis/fate.ts'
import type { Outcome } from '../../model/span.ts'

export const FATES: readonly Fate[] = ['fatal', 'open', 'redriven', 'caught', 'retried']

/** What became of a failure, in words. */
export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  fatal: 'fatal',
  open: 'undecided',
  redriven: 'redriven',
  caught: 'caught',
  retried: 'retried',
}

/** The outcome whose colour and glyph a fate has: what was made good is drawn as caught. */
export const FATE_LOOKS: Readonly<Record<Fate, Outcome>> = {
  fatal: 'failed',
  open: 'running',
  redriven: 'caught',
  caught: 'caught',
  retried: 'caught',
}
