import { readCause } from './cause.ts'
import { type CauseWord, causeWords } from './cause-words.ts'

/** Causes that say the same but for numbers, ids, times and a word here and there. */
export interface AlikeCauses {
  /** The masked words of the first of them: no two kinds of one scope share them. */
  readonly name: string
  /** What all of them say: as written where they agree, masked where they do not. Empty where there is no cause. */
  common(): string
}

/** Sorts causes into kinds, one after another. */
export interface CauseSorter {
  /** The kind a cause belongs to. Causes of different scopes are never of one kind. */
  kindOf(scope: string, cause: string | undefined): AlikeCauses
}

/** Of the words of two causes so many must be the same. */
const LEAST_ALIKE = 0.6
/** Each kind costs a comparison: past these, causes are told apart by their masked words alone. */
const MOST_COMPARED = 60
const ANY = '‹…›'

export function createCauseSorter(): CauseSorter {
  const byCause = new Map<string, Kind>()
  const byMasked = new Map<string, Kind>()
  const byLength = new Map<string, Kind[]>()
  return {
    kindOf(scope, cause) {
      const key = JSON.stringify([scope, cause ?? null])
      const known = byCause.get(key)
      if (known !== undefined) return known
      const words = cause === undefined ? [] : causeWords(readCause(cause).message)
      const masked = JSON.stringify([scope, words.map(word => word.masked)])
      const length = JSON.stringify([scope, words.length])
      const compared = byLength.get(length) ?? []
      const found = byMasked.get(masked) ?? compared.find(one => one.isLike(words))
      const kind = found ?? new Kind(words)
      if (found === undefined && compared.length < MOST_COMPARED) byLength.set(length, [...compared, kind])
      else found?.add(words)
      byMasked.set(masked, kind)
      byCause.set(key, kind)
      return kind
    },
  }
}

class Kind implements AlikeCauses {
  readonly name: string
  private words: readonly CauseWord[]

  constructor(words: readonly CauseWord[]) {
    this.words = words
    this.name = words.map(word => word.masked).join(' ')
  }

  common(): string {
    return this.words.map(word => word.said).join(' ')
  }

  /** Whether causes of as many words say enough of the same. */
  isLike(words: readonly CauseWord[]): boolean {
    const same = words.filter((word, at) => word.masked === this.words[at]?.masked).length
    return same > 0 && same / words.length >= LEAST_ALIKE
  }

  add(words: readonly CauseWord[]): void {
    this.words = this.words.map((word, at) => commonWord(word, words[at] ?? word))
  }
}

function commonWord(a: CauseWord, b: CauseWord): CauseWord {
  if (a.said === b.said) return a
  if (a.masked === b.masked) return { said: a.masked, masked: a.masked }
  const differing = between(a.masked, b.masked)
  return { said: differing, masked: differing }
}

/** `'pt',` and `'fr',` are `'‹…›',`. */
function between(a: string, b: string): string {
  const shorter = Math.min(a.length, b.length)
  let before = 0
  while (before < shorter && a[before] === b[before] && !/[\p{L}\p{N}‹]/u.test(a[before] ?? '')) before++
  let after = 0
  while (
    after < shorter - before &&
    a.at(-1 - after) === b.at(-1 - after) &&
    !/[\p{L}\p{N}›]/u.test(a.at(-1 - after) ?? '')
  )
    after++
  return a.slice(0, before) + ANY + a.slice(a.length - after)
}
