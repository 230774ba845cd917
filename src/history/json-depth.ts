/** Deeper than anything that means something; at fifty bytes a level it costs some MB. */
const DEEPEST = 200_000

/** Texts that are shorter cannot nest deep enough to do harm. */
const LARGE_CHARS = 1_000_000

const QUOTE = 34
const OPEN_BRACKET = 91
const BACKSLASH = 92
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

/**
 * Whether a text nests deeper than is read: JSON.parse takes fifty bytes and more for each bracket before it says that nothing is in
 * them, so 50 MB of brackets would end the program. Linear time, next to none for small texts. Exact for JSON; of any other text it may
 * say either.
 */
export function nestsTooDeep(text: string): boolean {
  if (text.length < LARGE_CHARS) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfString(text, at)
      if (at === -1) return false
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > DEEPEST) return true
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
  }
  return false
}

/** The place of the closing quotation mark; -1 where there is none. */
function endOfString(text: string, open: number): number {
  let end = text.indexOf('"', open + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes++
  return backslashes % 2 === 1
}
