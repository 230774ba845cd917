/**
 * Where the JSON value that begins at `start` (an object or array) ends. Strict about structure, lenient about numbers and
 * escapes: those are JSON.parse's to judge. A string ends at its line at the latest, so that one stray quotation mark cannot
 * swallow the rest of a text. Linear time; no recursion.
 */
export function scanJson(text: string, start: number, trail?: JsonTrail): JsonScan {
  return new Scanner(text, start, trail).run()
}

/** `whole`: the value ends before `end`. `cut`: at `end` the text ends or is no JSON any more. */
export interface JsonScan {
  readonly kind: 'whole' | 'cut'
  readonly end: number
}

/** What is open at the place of a cut, outermost first. */
export interface JsonTrail {
  readonly levels: OpenLevel[]
}

export interface OpenLevel {
  readonly closer: '}' | ']'
  /** Behind the last whole member or element. */
  keptEnd: number
  /** The names of an object's members so far, the one that is cut included. */
  readonly names: string[]
}

const TAB = 9
const QUOTE = 34
const COMMA = 44
const COLON = 58
const OPEN_BRACKET = 91
const BACKSLASH = 92
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

/** No log or payload nests like this; a file of brackets alone would take a hundred times its size. What lies deeper is not read. */
const DEEPEST = 10_000

/** What may come next. */
type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end'

/** Moves over one token after another: state in fields, as a text of 200 MB has tens of millions of them. */
class Scanner {
  private readonly text: string
  private readonly trail: JsonTrail | undefined
  private at: number
  private expected: Expected = 'value'
  /** Whether each open container is an object. */
  private readonly objects: boolean[] = []

  constructor(text: string, start: number, trail: JsonTrail | undefined) {
    this.text = text
    this.at = start
    this.trail = trail
  }

  run(): JsonScan {
    const { text } = this
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at)
      if (code <= 32) this.at++
      else if (!this.step(code)) return { kind: 'cut', end: this.at }
      else if (this.objects.length === 0) return { kind: 'whole', end: this.at }
    }
    return { kind: 'cut', end: text.length }
  }

  /** Whether the token is one that may stand here; only then is it moved over. */
  private step(code: number): boolean {
    switch (code) {
      case QUOTE:
        return this.string()
      case OPEN_BRACE:
      case OPEN_BRACKET:
        return this.takesValue() && this.open(code === OPEN_BRACE)
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        return this.close(code === CLOSE_BRACE)
      case COMMA:
        return (
          this.expected === 'comma or end' && this.move(this.at + 1, this.objects.at(-1) === true ? 'name' : 'value')
        )
      case COLON:
        return this.expected === 'colon' && this.move(this.at + 1, 'value')
      default:
        return this.takesValue() && this.word()
    }
  }

  private move(to: number, expected: Expected): true {
    this.at = to
    this.expected = expected
    return true
  }

  private open(isObject: boolean): boolean {
    if (this.objects.length === DEEPEST) return this.cutAtEnd()
    this.objects.push(isObject)
    this.trail?.levels.push({ closer: isObject ? '}' : ']', keptEnd: this.at + 1, names: [] })
    return this.move(this.at + 1, isObject ? 'name or end' : 'value or end')
  }

  private close(isObject: boolean): boolean {
    if (this.objects.at(-1) !== isObject) return false
    if (this.expected !== 'comma or end' && this.expected !== (isObject ? 'name or end' : 'value or end')) return false
    this.objects.pop()
    this.trail?.levels.pop()
    return this.valueEnded(this.at + 1)
  }

  private string(): boolean {
    const isName = this.expected === 'name' || this.expected === 'name or end'
    if (!isName && !this.takesValue()) return false
    const end = endOfString(this.text, this.at)
    if (end > this.text.length) return this.cutAtEnd()
    if (end === -1) return false
    if (!isName) return this.valueEnded(end)
    this.trail?.levels.at(-1)?.names.push(this.text.slice(this.at + 1, end - 1))
    return this.move(end, 'colon')
  }

  /** A number, true, false or null. At the text's end it may be cut, so it counts only with something behind it. */
  private word(): boolean {
    const end = endOfWord(this.text, this.at)
    if (end === this.text.length) return this.cutAtEnd()
    return end !== this.at && this.valueEnded(end)
  }

  private cutAtEnd(): false {
    this.at = this.text.length
    return false
  }

  private valueEnded(end: number): true {
    const level = this.trail?.levels.at(-1)
    if (level !== undefined) level.keptEnd = end
    return this.move(end, 'comma or end')
  }

  private takesValue(): boolean {
    return this.expected === 'value' || this.expected === 'value or end'
  }
}

/** Behind the closing quotation mark; -1 if the line ends first, beyond the text if the text does. */
function endOfString(text: string, open: number): number {
  const { length } = text
  for (let at = open + 1; at < length; at++) {
    const code = text.charCodeAt(at)
    // Most are letters: one comparison each.
    if (code > BACKSLASH) continue
    if (code === QUOTE) return at + 1
    if (code === BACKSLASH) at++
    else if (code < 32 && code !== TAB) return -1
  }
  return length + 1
}

const WORD = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

function endOfWord(text: string, at: number): number {
  WORD.lastIndex = at
  const length = WORD.exec(text)?.[0].length ?? 0
  const end = at + length
  // "2024-04-24" is no number with something behind it.
  return /[\w.+-]/.test(text.charAt(end)) ? at : end
}
