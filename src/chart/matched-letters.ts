/** A stretch of a name, and whether a query found it. */
export interface NamePart {
  readonly text: string
  readonly matched: boolean
}

/**
 * The name of a match in parts: what the query's words found in it; the whole name where something else matched (a
 * duration, a payload), so that no match goes unmarked.
 */
export function nameParts(name: string, words: readonly string[]): readonly NamePart[] {
  const lower = name.toLowerCase()
  // In a few scripts lower case is longer than upper case: then letters cannot be told by their place.
  const places = lower.length === name.length ? words.flatMap(word => placesOf(lower, word)) : []
  if (places.length === 0) return [{ text: name, matched: true }]
  const parts: NamePart[] = []
  let done = 0
  for (const [from, to] of places.toSorted((a, b) => a[0] - b[0])) {
    if (from > done) parts.push({ text: name.slice(done, from), matched: false })
    if (to > done) parts.push({ text: name.slice(Math.max(from, done), to), matched: true })
    done = Math.max(done, to)
  }
  if (done < name.length) parts.push({ text: name.slice(done), matched: false })
  return parts
}

/** Whether some word of a query stands in a name. */
export function holdsWord(name: string, words: readonly string[]): boolean {
  const lower = name.toLowerCase()
  return words.some(word => lower.includes(word))
}

/** The parts before and after a place of the name. */
export function splitParts(
  parts: readonly NamePart[],
  at: number,
): readonly [readonly NamePart[], readonly NamePart[]] {
  const head: NamePart[] = []
  const tail: NamePart[] = []
  let from = 0
  for (const { text, matched } of parts) {
    const cut = Math.max(0, Math.min(text.length, at - from))
    if (cut > 0) head.push({ text: text.slice(0, cut), matched })
    if (cut < text.length) tail.push({ text: text.slice(cut), matched })
    from += text.length
  }
  return [head, tail]
}

function placesOf(name: string, word: string): (readonly [number, number])[] {
  const places: (readonly [number, number])[] = []
  for (let at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + word.length))
    places.push([at, at + word.length])
  return places
}
