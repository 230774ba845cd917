import { formatTimestamp } from './timestamps.ts'

/**
 * The text with everything that Python prints of dicts, lists, tuples and datetimes written as JSON, what boto3's answers look
 * like in a notebook or a log; and what Node prints of objects and dates. Other text stays as it is. Linear time; nothing is evaluated. Times in a zone that only the
 * writer knew (`tzlocal()`) are taken as UTC.
 */
export function printedAsJson(text: string): string {
  return new Translator(text).run()
}

const STRING = /[uUbBrR]{0,2}(?:'[^'\\\n]*(?:\\[^][^'\\\n]*)*'|"[^"\\\n]*(?:\\[^][^"\\\n]*)*")/y
/** Strings side by side are one: pprint and Node break long ones so. */
const STRINGS = new RegExp(`(?:${STRING.source})(?:\\s*(?:\\+\\s*)?${STRING.source})*`, 'y')
/** A broken string in brackets, which are no tuple. */
const GROUP = new RegExp(`\\(\\s*(${STRINGS.source})\\s*\\)`, 'y')
const WORD = /[A-Za-z_][\w.]*/y
const DATE = /\d{4}-\d\d-\d\dT[\d:.]+Z/y
/** What Node does not show. */
const LEFT_OUT = /\[(?:Object|Array|Circular \*\d+)\]/y
const NUMBER = /-?\d[\d.eE+-]*L?/y

class Translator {
  private readonly text: string
  private readonly pieces: string[] = []
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  run(): string {
    while (this.at < this.text.length) this.step(this.text.charAt(this.at))
    return this.pieces.join('')
  }

  private step(char: string): void {
    const strings = /['"uUbBrR]/.test(char) ? this.match(STRINGS) : undefined
    if (strings !== undefined) return this.write(JSON.stringify(unquoted(strings)), strings.length)
    if (char === '(') return this.openBracket()
    if (char === ')' || char === ']' || char === '}') return this.closeBracket(char)
    if (/[A-Za-z_]/.test(char)) return this.word()
    const leftOut = char === '[' ? this.match(LEFT_OUT) : undefined
    if (leftOut !== undefined) return this.write('null', leftOut.length)
    const date = /\d/.test(char) ? this.match(DATE) : undefined
    if (date !== undefined) return this.write(JSON.stringify(date), date.length)
    const number = /[-\d]/.test(char) ? this.match(NUMBER) : undefined
    if (number !== undefined) return this.write(number.replace('L', ''), number.length)
    const object = char === '<' ? /^<[\w.]+ object at 0x[0-9a-f]+>/.exec(this.text.slice(this.at, this.at + 200)) : null
    if (object !== null) return this.write(JSON.stringify(object[0]), object[0].length)
    this.write(char, 1)
  }

  private openBracket(): void {
    GROUP.lastIndex = this.at
    const group = GROUP.exec(this.text)
    if (group?.[1] !== undefined) this.write(JSON.stringify(unquoted(group[1])), group[0].length)
    else this.write('[', 1)
  }

  private closeBracket(char: string): void {
    // Python allows a comma before the end.
    for (let last = this.pieces.length - 1; last >= 0; last--) {
      const piece = this.pieces[last] ?? ''
      if (piece.trim() === '') continue
      if (piece === ',') this.pieces[last] = ''
      break
    }
    this.write(char === ')' ? ']' : char, 1)
  }

  private word(): void {
    const word = this.match(WORD) ?? ''
    // A member's name without quotation marks.
    if (/^\s*:/.test(this.text.slice(this.at + word.length, this.at + word.length + 10))) {
      return this.write(JSON.stringify(word), word.length)
    }
    const constant = CONSTANTS.get(word)
    if (constant !== undefined) return this.write(constant, word.length)
    const call = this.text.charAt(this.at + word.length) === '(' ? callAt(this.text, this.at + word.length) : undefined
    const value = call === undefined ? undefined : valueOfCall(word, call)
    if (call !== undefined && value !== undefined) return this.write(value, word.length + call.length + 2)
    this.write(word, word.length)
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    return pattern.exec(this.text)?.[0]
  }

  private write(piece: string, length: number): void {
    this.pieces.push(piece)
    this.at += length
  }
}

const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
  ['undefined', 'null'],
  ['nan', 'null'],
  ['inf', 'null'],
])

/** A call's arguments, which may hold calls; undefined where they do not end soon. */
function callAt(text: string, open: number): string | undefined {
  const MOST = 500
  let depth = 0
  for (let at = open; at < Math.min(text.length, open + MOST); at++) {
    if (text.charAt(at) === '(') depth++
    if (text.charAt(at) === ')' && --depth === 0) return text.slice(open + 1, at)
  }
  return undefined
}

function valueOfCall(name: string, args: string): string | undefined {
  const short = name.slice(name.lastIndexOf('.') + 1)
  if (short === 'datetime') return datetimeOf(args)
  const text = /^\s*(['"])(.*)\1\s*$/.exec(args)?.[2]
  if (short === 'Decimal' && text !== undefined) return text
  return (short === 'UUID' || short === 'date') && text !== undefined ? JSON.stringify(text) : undefined
}

/** `2024, 1, 26, 5, 27, 29, 477000, tzinfo=tzlocal()`. */
function datetimeOf(args: string): string | undefined {
  const [numbers = '', zone = ''] = args.split(/,?\s*(?:tzinfo\s*=|fold\s*=)/)
  const parts = numbers.split(',').map(part => Number(part.trim()))
  const [year, month, day, hour = 0, minute = 0, second = 0, micros = 0] = parts
  if (year === undefined || month === undefined || day === undefined || parts.some(Number.isNaN)) return undefined
  const time = Date.UTC(year, month - 1, day, hour, minute, second) + micros / 1000 - offsetOf(zone)
  return Number.isFinite(time) ? JSON.stringify(formatTimestamp(time)) : undefined
}

/** Milliseconds east of UTC: `timezone(timedelta(days=-1, seconds=68400))`, `tzoffset(None, 3600)`; 0 for all else. */
function offsetOf(zone: string): number {
  const fixed = /tzoffset\([^,]*,\s*(-?\d+)/.exec(zone)?.[1]
  if (fixed !== undefined) return Number(fixed) * 1000
  const delta = /timedelta\(([^)]*)\)/.exec(zone)?.[1]
  if (delta === undefined) return 0
  const named = (unit: string) => Number(new RegExp(`${unit}=(-?\\d+)`).exec(delta)?.[1] ?? 0)
  const [days = '0', seconds = '0'] = delta.includes('=') ? [] : delta.split(',')
  return (
    ((named('days') + Number(days)) * 86_400 +
      named('hours') * 3600 +
      named('minutes') * 60 +
      named('seconds') +
      Number(seconds)) *
    1000
  )
}

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    n: '\n',
    t: '\t',
    r: '\r',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
    '0': '\0',
    '\n': '',
  }),
)

function unquoted(strings: string): string {
  STRING.lastIndex = 0
  let text = ''
  for (let at = 0; at < strings.length; ) {
    STRING.lastIndex = at
    const found = STRING.exec(strings)?.[0]
    if (found === undefined) {
      at++
      continue
    }
    text += withoutEscapes(found.slice(found.search(/['"]/) + 1, -1))
    at += found.length
  }
  return text
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g, (whole, escape: string) => {
    if (escape.length > 1) {
      const code = Number.parseInt(escape.slice(1), 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    }
    return ESCAPES.get(escape) ?? (/[\\'"]/.test(escape) ? escape : whole)
  })
}
