import UFuzzy from '@leeoniya/ufuzzy'
import { entryText, type FoundEntry, type PaletteEntry, type PaletteGroup } from './palette-entry.ts'

/** As many rows as the palette has. */
export const MOST_ROWS = 12

/** So many of a group, where others have hits too. */
const MOST_OF_A_GROUP = 4

/** Entries looked through at a stretch: a fraction of a millisecond each. */
const STRETCH = 500

/** Beyond this a word is too common to rank all that hold it. */
const MOST_RANKED = 1000

/** State names are written in any script. */
const ANY_SCRIPT: UFuzzy.Options = {
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
}

/** Whole pieces of words; then letters with others between them, for those who type `wrld`. */
const PIECES = new UFuzzy(ANY_SCRIPT)
const LETTERS = new UFuzzy({ ...ANY_SCRIPT, intraIns: Number.POSITIVE_INFINITY })

/** What the first sign asks for alone. */
const SIGNS: ReadonlyMap<string, PaletteGroup> = new Map([
  ['#', 'iterations'],
  ['@', 'states'],
  ['!', 'errors'],
  ['>', 'commands'],
])

/** What was typed: words, and the one group they are looked for in. */
export interface Typed {
  readonly words: string
  readonly only: PaletteGroup | undefined
}

/** Reads what was typed: `#941` asks for iterations alone, `@` for states, `!` for errors, `>` for commands. */
export function readTyped(text: string): Typed {
  const trimmed = text.trim()
  const only = SIGNS.get(trimmed.slice(0, 1))
  return { words: only === undefined ? trimmed : trimmed.slice(1).trim(), only }
}

export interface Found {
  /** The best of each group together, the group with the best one first; no more than `MOST_ROWS`. */
  readonly shown: readonly FoundEntry[]
  /** How many there are. */
  readonly count: number
}

/** The entries that were asked for, best first; in steps of a fraction of a millisecond, as there may be tens of thousands. */
export function* matchSteps(entries: readonly PaletteEntry[], { words, only }: Typed): Generator<void, Found> {
  const asked = only === undefined ? entries : entries.filter(({ group }) => group === only)
  if (words === '') {
    const shown = asked.slice(0, MOST_ROWS).map(entry => ({ entry, marks: [] }))
    return { shown, count: asked.length }
  }
  const strict = yield* hitsOf(PIECES, asked, { words, textOf: entryText })
  const known = new Set(strict.best.map(({ entry }) => entry))
  const isEnough = strict.count >= MOST_ROWS
  const loose = isEnough ? NO_HITS : yield* hitsOf(LETTERS, asked, { words, textOf: entry => entry.title })
  const more = loose.best.filter(({ entry }) => !known.has(entry))
  return { shown: inGroups([...strict.best, ...more], only), count: strict.count + more.length }
}

interface Hits {
  readonly best: readonly FoundEntry[]
  readonly count: number
}

const NO_HITS: Hits = { best: [], count: 0 }

interface Asked {
  readonly words: string
  readonly textOf: (entry: PaletteEntry) => string
}

function* hitsOf(fuzzy: UFuzzy, entries: readonly PaletteEntry[], { words, textOf }: Asked): Generator<void, Hits> {
  const hits: PaletteEntry[] = []
  for (let from = 0; from < entries.length; from += STRETCH) {
    const part = entries.slice(from, from + STRETCH)
    for (const at of fuzzy.filter(part.map(textOf), words) ?? []) {
      const hit = part[at]
      if (hit !== undefined) hits.push(hit)
    }
    yield
  }
  const ranked = hits.slice(0, MOST_RANKED)
  const texts = ranked.map(textOf)
  if (ranked.length === 0) return NO_HITS
  const info = fuzzy.info([...texts.keys()], texts, words)
  const best = fuzzy.sort(info, texts, words).flatMap(place => {
    const entry = ranked[info.idx[place] ?? -1]
    return entry === undefined ? [] : [{ entry, marks: pairs(info.ranges[place] ?? []) }]
  })
  return { best: inRank(best), count: best.length + hits.length - ranked.length }
}

/** Where a word stands in a note says nothing of how well it fits: those that are ranked take their places in order of rank. */
function inRank(best: readonly FoundEntry[]): readonly FoundEntry[] {
  const rankOf = new Map(best.map(found => [found, rankBy(found)]))
  const isRanked = (found: FoundEntry) => rankOf.get(found) !== undefined
  const ranked = best.filter(isRanked).toSorted((a, b) => (rankOf.get(a) ?? 0) - (rankOf.get(b) ?? 0))
  let next = 0
  return best.map(found => (isRanked(found) ? (ranked[next++] ?? found) : found))
}

/** The rank by the word that was found in the note; undefined where the title was found, or another word. */
function rankBy({ entry, marks }: FoundEntry): number | undefined {
  if (marks.some(([from]) => from <= entry.title.length)) return undefined
  return entry.ranks?.find(({ word }) => {
    const at = entryText(entry).indexOf(word, entry.title.length)
    return marks.some(([from, to]) => from < at + word.length && to > at)
  })?.rank
}

function pairs(ends: readonly number[]): readonly (readonly [number, number])[] {
  return ends.flatMap((from, at) => (at % 2 === 0 ? [[from, ends[at + 1] ?? from] as const] : []))
}

/** What belongs together stands together: groups in the order of their best, a few of each, more where few groups have any. */
function inGroups(best: readonly FoundEntry[], only: PaletteGroup | undefined): readonly FoundEntry[] {
  const groups = new Map<PaletteGroup, FoundEntry[]>()
  for (const found of best) {
    const group = groups.get(found.entry.group) ?? []
    groups.set(found.entry.group, group)
    group.push(found)
  }
  const most = only !== undefined || groups.size < 3 ? Math.ceil(MOST_ROWS / Math.max(1, groups.size)) : MOST_OF_A_GROUP
  return [...groups.values()].flatMap(group => group.slice(0, most)).slice(0, MOST_ROWS)
}
