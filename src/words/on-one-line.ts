/**
 * Foreign text as one line that steers nothing: a name may hold line breaks that would forge a line, sequences that steer a
 * terminal, or marks that turn the direction of writing. Each is written as in JSON (`\n`, `\u001b`).
 */
export function onOneLine(text: string): string {
  return PLAIN.test(text) ? text : text.replaceAll(UNSEEN, asEscape)
}

/** The same for JSON that is written already: escapes inside its strings mean what they stood for. */
export function jsonOnOneLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(UNSEEN, asUnicodeEscape)
}

/**
 * The same for a text of many lines that is written already, JSON or for people: its line breaks and tabs stay. Inside the strings of
 * JSON the escapes mean what they stood for.
 */
export function onItsLines(text: string): string {
  return PLAIN_LINES.test(text) ? text : text.replaceAll(UNSEEN, asUnlessBreak)
}

// All of Unicode's "other" category (controls, formats, halves of pairs, unassigned) and the two separators that are lines of
// their own. A joiner inside an emoji is seen.
const UNSEEN = /[^\P{C}\u200d]|[\u2028\u2029]/gu
// What nearly every line is made of, marks of outcomes included: told without asking Unicode's tables for each character.
const PLAIN = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2022-\u2026\u203a\u21b3\u25a0-\u27bf]*$/
const PLAIN_LINES = /^[\n\r\t\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2022-\u2026\u203a\u21b3\u25a0-\u27bf]*$/
const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

function asEscape(char: string): string {
  return SHORT.get(char) ?? asUnicodeEscape(char)
}

function asUnlessBreak(char: string): string {
  return SHORT.has(char) ? char : asUnicodeEscape(char)
}

/** JSON knows four digits: what lies beyond is written as a pair. */
function asUnicodeEscape(char: string): string {
  let escape = ''
  for (let i = 0; i < char.length; i++) escape += `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`
  return escape
}
