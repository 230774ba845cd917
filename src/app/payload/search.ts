import { withoutColours } from '../../history/plain-text.ts'

/** Indexes of the texts that hold `query`, whatever its case and however its letters are composed. None for an empty query. */
export function matchesIn(texts: readonly string[], query: string): readonly number[] {
  const wanted = folded(query.trim())
  if (wanted === '') return []
  const found: number[] = []
  for (const [index, text] of texts.entries()) if (folded(text).includes(wanted)) found.push(index)
  return found
}

/** A text cut into pieces, every second of which matches `query`: `['a ', 'match', ' b']`. */
export function splitAtMatches(text: string, query: string): readonly string[] {
  const wanted = folded(query.trim())
  // Some letters change their length ("İ", or "e" with an accent of its own): then positions do not agree, and nothing is marked.
  const lower = folded(text)
  if (wanted === '' || lower.length !== text.length) return [text]
  const pieces: string[] = []
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    pieces.push(text.slice(from, at), text.slice(at, at + wanted.length))
    from = at + wanted.length
  }
  return [...pieces, text.slice(from)]
}

function folded(text: string): string {
  return text.normalize().toLowerCase()
}

const WRAP_CHARACTERS = 400

/** A text as lines short enough to draw: at line breaks, and after every 400 characters. */
export function rawLines(text: string): readonly string[] {
  const lines: string[] = []
  for (const line of withoutColours(text).split(/\r?\n/)) {
    if (line.length <= WRAP_CHARACTERS) lines.push(line)
    else for (let at = 0; at < line.length; at += WRAP_CHARACTERS) lines.push(line.slice(at, at + WRAP_CHARACTERS))
  }
  return lines
}
