import { HistoryFormatError } from './history-format-error.ts'

/**
 * The JSON values in a text: one, several one after another (pages written with `>>`), NDJSON; between them white space,
 * commas and record separators. Linear time; nothing is evaluated.
 * @throws HistoryFormatError where a value breaks off, is no JSON, or other text stands between two.
 */
export function parseJsonDocuments(text: string): unknown[] {
  const whole = tryParse(text)
  if (whole !== undefined) return [whole.value]
  const documents: unknown[] = []
  let at = 0
  for (;;) {
    const start = nextStart(text, at)
    if (start === -1) return documents
    const end = endOfJsonValue(text, start)
    if (end === -1) throw truncated(text, start, documents.length)
    const parsed = tryParse(text.slice(start, end))
    if (parsed === undefined) throw broken(text, start, end)
    documents.push(parsed.value)
    at = end
  }
}

/** Undefined where the text is no JSON. */
export function tryParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

const QUOTE = 34
const BACKSLASH = 92
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

function nextStart(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return at
    const isSeparator = code <= 32 || code === 44 || code === 0xfeff
    if (!isSeparator) throw strayText(text, at)
  }
  return -1
}

/** The index behind the object or array that starts at `start`; -1 if the text ends first. */
export function endOfJsonValue(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfString(text, at)
      if (at === -1) return -1
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth++
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth--
      if (depth === 0) return at + 1
    }
  }
  return -1
}

/** The index of the closing quote; -1 if there is none. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at
  }
  return -1
}

function truncated(text: string, start: number, whole: number): HistoryFormatError {
  const before = whole === 0 ? '' : `, after ${whole} whole JSON values`
  return new HistoryFormatError(
    `The JSON that begins at ${place(text, start)} breaks off at the end of the text, ${place(text, text.length)}${before}.`,
    'truncated JSON',
    'The file is cut short: download or export it again.',
  )
}

function broken(text: string, start: number, end: number): HistoryFormatError {
  let detail = ''
  try {
    JSON.parse(text.slice(start, end))
  } catch (error) {
    // The engine's words may quote payload text: only what it says before that is of use.
    detail = error instanceof Error ? ` (${error.message.split(/, "|\n/)[0]})` : ''
  }
  return new HistoryFormatError(
    `This is no valid JSON: the value that begins at ${place(text, start)}${detail}.`,
    'broken JSON',
  )
}

function strayText(text: string, at: number): HistoryFormatError {
  const lineEnd = text.indexOf('\n', at)
  const stray = text.slice(at, Math.min(lineEnd === -1 ? text.length : lineEnd, at + 60)).trimEnd()
  return new HistoryFormatError(
    `This is no valid JSON: at ${place(text, at)} stands ${JSON.stringify(stray)}.`,
    'broken JSON',
  )
}

/** `line 3, column 17`, both from 1. */
function place(text: string, at: number): string {
  let line = 1
  let lineStart = 0
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) {
    line++
    lineStart = next + 1
  }
  return `line ${line}, column ${at - lineStart + 1}`
}
