import { completedJson } from './completed-json.ts'
import { tryParse } from './json-value.ts'
import { placeIn } from './place-in-text.ts'
import { scanJson } from './scan-json.ts'

/** A JSON value found in a text. */
export interface FoundValue {
  readonly value: unknown
  /** What stands before it on its line, such as a log's time and stream. */
  readonly head: string
}

/** The lines of a text that hold no value. */
export interface OtherLines {
  readonly count: number
  readonly first: string | undefined
  /** The last few. */
  readonly last: readonly string[]
}

/** What a text holds besides its values. */
export interface TextRest {
  readonly otherLines: OtherLines
  /** The last value breaks off; what was whole of it is among the values. */
  readonly cut: boolean
  /** Where the first value that breaks off begins and goes wrong. */
  readonly broken: BrokenValue | undefined
}

/** Reads one JSON text; undefined where it is none. */
export type Parse = (text: string) => { readonly value: unknown } | undefined

export interface BrokenValue {
  readonly begins: string
  readonly breaks: string
  /** It goes on to the end of the text. */
  readonly atEnd: boolean
}

/**
 * The JSON objects and arrays in a text, wherever they stand: alone, one after another, a line each behind a time and a name,
 * indented between prose. A value that breaks off is given as far as it is whole. Linear time; nothing is evaluated.
 */
export function eachTextValue(text: string, take: (found: FoundValue) => void, parse: Parse = tryParse): TextRest {
  const whole = parse(text)
  if (whole !== undefined && typeof whole.value === 'object') {
    take({ value: whole.value, head: '' })
    return NOTHING
  }
  const lines = createLineCounter(text)
  const lineEnd = createLineEnds(text)
  let broken: TextRest['broken']
  let cut = false
  let taken = 0
  let failed = 0
  for (let at = 0; failed <= MOST_FAILED + 10 * taken; ) {
    const start = nextOpening(text, at)
    if (start === -1) break
    if (!looksLikeData(text, start)) {
      at = start + 1
      continue
    }
    const found = valueAt(text, { start, lineEnd: lineEnd(start) }, parse)
    at = found.end
    const breaksOff = found.cut
    if (broken === undefined && breaksOff) broken = brokenAt(text, start, at)
    if (breaksOff || found.parsed !== undefined) cut = found.cut
    if (found.cut) failed++
    if (found.parsed === undefined) continue
    if (!found.cut) taken++
    take({ value: found.parsed.value, head: lines.valueFound(start, at) })
  }
  return { otherLines: lines.end(cut), cut, broken }
}

/** So many things that begin like data and are none, besides ten for each that is: the rest of such a text is not looked through. */
const MOST_FAILED = 10_000

function brokenAt(text: string, start: number, at: number): BrokenValue {
  return { begins: placeIn(text, start), breaks: placeIn(text, at), atEnd: text.slice(at).trim() === '' }
}

const NO_LINES: OtherLines = { count: 0, first: undefined, last: [] }
const NOTHING: TextRest = { otherLines: NO_LINES, cut: false, broken: undefined }

interface ValueAt {
  readonly parsed: { readonly value: unknown } | undefined
  readonly cut: boolean
  readonly end: number
}

/** Where a value begins, and where its line ends. */
interface Beginning {
  readonly start: number
  readonly lineEnd: number
}

function valueAt(text: string, { start, lineEnd }: Beginning, parse: Parse): ValueAt {
  const onLine = valueToLineEnd(text, { start, lineEnd }, parse)
  if (onLine !== undefined) return onLine
  const scan = scanJson(text, start)
  const json = scan.kind === 'whole' ? text.slice(start, scan.end) : completedJson(text, start)
  const parsed = json === undefined ? undefined : parse(json)
  const isData = parsed !== undefined && holdsData(parsed.value)
  return {
    parsed: isData ? parsed : undefined,
    cut: scan.kind === 'cut' || parsed === undefined,
    end: Math.max(scan.end, start + 1),
  }
}

/** A value that ends with its line, as in most logs: JSON.parse alone is faster than looking for the end first. */
function valueToLineEnd(text: string, { start, lineEnd }: Beginning, parse: Parse): ValueAt | undefined {
  let end = lineEnd
  while (end > start && text.charCodeAt(end - 1) <= 32) end--
  const last = text.charCodeAt(end - 1)
  if (end - start < 3 || (last !== 125 && last !== 93)) return undefined
  const parsed = parse(text.slice(start, end))
  return parsed !== undefined && holdsData(parsed.value) ? { parsed, cut: false, end } : undefined
}

/** `[200]`, `[]` and `{}` in a text are not worth being called data. */
function holdsData(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(element => typeof element === 'object' || typeof element === 'string')
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

const DATA = /\{\s{0,200}(?:"|$)|\[\s{0,200}(?:[{["\]]|$)/y

/** Whether what begins here was meant as JSON, rather than a bracket in a sentence. */
function looksLikeData(text: string, start: number): boolean {
  DATA.lastIndex = start
  return DATA.test(text)
}

/** Where the line of a place ends, asked for ascending places: each line is looked through once, however many values it seems to hold. */
function createLineEnds(text: string): (at: number) => number {
  let end = -1
  return at => {
    if (at > end) {
      const newline = text.indexOf('\n', at)
      end = newline === -1 ? text.length : newline
    }
    return end
  }
}

/** The next `{` or `[`; -1 if there is none. */
function nextOpening(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 123 || code === 91) return at
  }
  return -1
}

/** More than an error message of a command takes. */
const LAST_LINES = 12

/** Counts the lines between values. */
function createLineCounter(text: string) {
  let count = 0
  let first: string | undefined
  const last: string[] = []
  let lastEnd = 0

  function countLines(between: readonly string[]): void {
    for (const line of between) {
      const words = line.trim()
      if (/^[,;\]\u{feff}\p{Cc}]*$/u.test(words)) continue
      count++
      first ??= words
      last.push(words)
      if (last.length > LAST_LINES) last.shift()
    }
  }

  return {
    /** Returns what stands before the value on its line. */
    valueFound(start: number, end: number): string {
      const between = text.slice(lastEnd, start).split('\n')
      const head = between.pop() ?? ''
      // What stands behind a value on its line belongs to it, as what stands before does.
      countLines(lastEnd === 0 ? between : between.slice(1))
      lastEnd = end
      return head
    },
    end(cut: boolean): OtherLines {
      const [behind = '', ...rest] = text.slice(lastEnd).split('\n')
      // The rest of a line that breaks off is what was cut, unless all of the line is something else.
      const isOther =
        lastEnd === 0 || !cut || text.slice(text.lastIndexOf('\n', lastEnd - 1) + 1, lastEnd).trim() === ''
      countLines(isOther ? [behind, ...rest] : rest)
      return { count, first, last }
    },
  }
}
