import { type Deep, withoutStack } from './deep.ts'
import { parseJson } from './json-value.ts'

/** A number that JavaScript would change (`10.10`, `1e400`, `-0`, beyond 2⁵³): as it is written. */
export class ExactNumber {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/** An object that JavaScript would change: it names a member twice, or its members would change places. */
export class ExactObject {
  readonly members: readonly Member[]

  constructor(members: readonly Member[]) {
    this.members = members
  }
}

export type Member = readonly [name: string, value: unknown]

/**
 * The value of a JSON text as JSON.parse gives it, but for numbers and objects that it would change: those are `ExactNumber` and
 * `ExactObject`. Linear time; nests as deep as the text does.
 * @throws SyntaxError where the text is no JSON, or nests deeper than is read.
 */
export function parseExactJson(text: string): unknown {
  const value = parseJson(text)
  // Most payloads are compact and come back as they were: that is known in half the time of the careful reader's.
  return isUnchanged(value, text) ? value : new Reader(text).read()
}

/** The same where only the members of these names are looked at: a text that cannot hold what JavaScript changes is not checked. */
export function parseExactMembers(text: string, names: readonly string[]): unknown {
  const isPlain = !mayChange(text) && !names.some(name => text.includes(name, text.indexOf(name) + 1))
  return isPlain ? parseJson(text) : parseExactJson(text)
}

/** Whether the text may hold a number that JavaScript would change. */
export function mayChange(text: string): boolean {
  return CHANGED.test(text)
}

/** Numbers that JavaScript may write otherwise: long, ending in 0 behind the point, with an exponent, `-0`, very small. */
const CHANGED = /[\d.]{16}|\.\d*0(?!\d)|\d[eE][+-]?\d|-0|0\.0{6}/

function isUnchanged(value: unknown, text: string): boolean {
  try {
    return JSON.stringify(value) === text
  } catch {
    // Deeper than the engine writes.
    return false
  }
}

/** An object's members or an array's elements, in the order in which they are written. */
export function membersOf(value: object): readonly Member[] {
  return value instanceof ExactObject ? value.members : Object.entries(value)
}

/** Whether the value has members or elements. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber)
}

/** The values of a name, all of them where it is there twice; none where it is not. */
export function valuesOfMember(value: object, name: string): readonly unknown[] {
  if (value instanceof ExactObject) return value.members.filter(([member]) => member === name).map(([, inner]) => inner)
  // Own members only: `constructor` leads nowhere.
  const member = Object.getOwnPropertyDescriptor(value, name)
  return member === undefined ? [] : [member.value]
}

/** A value of JSON.parse as JSON text, as JSON.stringify writes it, however deep it nests. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch {
    // Deeper than the engine writes.
    return exactJsonText(value)
  }
}

/** The value as JSON text, numbers as they were written; `indent` as JSON.stringify takes it. */
export function exactJsonText(value: unknown, indent = 0): string {
  return isContainer(value) ? withoutStack(textAt(value, { indent, lineStart: '\n' })) : scalarText(value)
}

/** Writes values that may lie in one another, as `exactJsonText` does: each part of them once. */
export function exactTextsOfParts(): (value: unknown) => string {
  const written = new Map<object, string>()
  return value =>
    isContainer(value) ? withoutStack(textAt(value, { indent: 0, lineStart: '\n', written })) : scalarText(value)
}

function scalarText(value: unknown): string {
  return value instanceof ExactNumber ? value.source : (JSON.stringify(value) ?? 'null')
}

interface Writing {
  readonly indent: number
  readonly lineStart: string
  /** What is written already, where parts of it are asked for too. */
  readonly written?: Map<object, string> | undefined
}

function* textAt(value: object, { indent, lineStart, written }: Writing): Deep<string> {
  const known = written?.get(value)
  if (known !== undefined) return known
  const isArray = Array.isArray(value)
  const inner = indent === 0 ? '' : lineStart + ' '.repeat(indent)
  const colon = indent === 0 ? ':' : ': '
  const members: string[] = []
  for (const [name, member] of membersOf(value)) {
    const text = isContainer(member) ? yield textAt(member, { indent, lineStart: inner, written }) : scalarText(member)
    members.push(isArray ? text : JSON.stringify(name) + colon + text)
  }
  const [open, close] = isArray ? ['[', ']'] : ['{', '}']
  const text =
    members.length === 0
      ? open + close
      : open + inner + members.join(`,${inner}`) + (indent === 0 ? '' : lineStart) + close
  written?.set(value, text)
  return text
}

const QUOTE = 34
const COMMA = 44
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const COLON = 58

/** What is being filled. */
interface Open {
  readonly list: unknown[]
  /** An object's names, beside the values in `list`; undefined for an array. */
  readonly names: string[] | undefined
}

const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

class Reader {
  private readonly text: string
  private at = 0
  private readonly open: Open[] = []

  constructor(text: string) {
    this.text = text
  }

  read(): unknown {
    for (;;) {
      const code = this.skip()
      let value: unknown
      if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        this.at++
        const isObject = code === OPEN_BRACE
        const next = this.skip()
        if (next !== (isObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
          this.open.push({ list: [], names: isObject ? [this.name()] : undefined })
          continue
        }
        this.at++
        value = isObject ? {} : []
      } else {
        value = code === QUOTE ? this.string() : this.word()
      }
      const done = this.place(value)
      if (done !== undefined) return done.value
    }
  }

  /** Puts a value where it belongs and closes what ends behind it; the whole where nothing is open any more. */
  private place(given: unknown): { readonly value: unknown } | undefined {
    let value = given
    for (let open = this.open.at(-1); open !== undefined; open = this.open.at(-1)) {
      open.list.push(value)
      const code = this.skip()
      this.at++
      if (code === COMMA) {
        open.names?.push(this.name())
        return undefined
      }
      if (code !== (open.names === undefined ? CLOSE_BRACKET : CLOSE_BRACE)) throw this.error()
      this.open.pop()
      value = open.names === undefined ? open.list : objectOf(open.names, open.list)
    }
    this.skip()
    if (this.at < this.text.length) throw this.error()
    return { value }
  }

  /** The next character that is no white space. */
  private skip(): number {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return code
      this.at++
    }
  }

  private name(): string {
    if (this.skip() !== QUOTE) throw this.error()
    const name = this.string()
    if (this.skip() !== COLON) throw this.error()
    this.at++
    return name
  }

  private string(): string {
    const start = this.at + 1
    let end = this.text.indexOf('"', start)
    let isPlain = true
    while (end !== -1 && isEscaped(this.text, end)) {
      isPlain = false
      end = this.text.indexOf('"', end + 1)
    }
    if (end === -1) throw this.error()
    this.at = end + 1
    const inner = this.text.slice(start, end)
    if (isPlain && !NOT_PLAIN.test(inner)) return inner
    // oxlint-disable-next-line foreign/json -- one string
    const text: unknown = JSON.parse(this.text.slice(start - 1, end + 1))
    return typeof text === 'string' ? text : ''
  }

  private word(): unknown {
    WORD.lastIndex = this.at
    const source = WORD.exec(this.text)?.[0]
    if (source === undefined) throw this.error()
    this.at += source.length
    if (source === 'true') return true
    if (source === 'false') return false
    if (source === 'null') return null
    const number = Number(source)
    return String(number) === source ? number : new ExactNumber(source)
  }

  private error(): SyntaxError {
    return new SyntaxError(`no JSON at position ${this.at}`)
  }
}

/** Escapes, and controls that JSON does not allow in a string. */
const NOT_PLAIN = /[\\\p{Cc}]/u

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes++
  return backslashes % 2 === 1
}

/** JavaScript puts names that are whole numbers first. */
const MOVES = /^(?:0|[1-9]\d*|__proto__)$/

function objectOf(names: readonly string[], values: readonly unknown[]): unknown {
  const object: Record<string, unknown> = {}
  let isExact = true
  for (const [index, name] of names.entries()) {
    isExact &&= !Object.hasOwn(object, name) && !MOVES.test(name)
    if (!isExact) break
    // oxlint-disable-next-line foreign/names -- __proto__ MOVES
    object[name] = values[index]
  }
  return isExact ? object : new ExactObject(names.map((name, index) => [name, values[index]] as const))
}

/** Whether two numbers are the same, however they are written (`10.1` and `10.10`), and however long they are. */
export function isSameNumber(one: string, other: string): boolean {
  const [a, b] = [decimalOf(one), decimalOf(other)]
  return a !== undefined && b !== undefined && a === b
}

/** A number's digits and exponent as one text, the same for the same number; undefined for a text that is no number. */
function decimalOf(text: string): string | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text.trim())
  if (parts === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}
