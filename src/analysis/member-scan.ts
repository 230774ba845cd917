import { ExactNumber } from '../history/exact-json.ts'

/** A value that has no members. */
export type Scalar = string | number | boolean | null | ExactNumber

/** Whether a value could be what is looked for: of a container that is told without looking into it. */
export interface MemberTest {
  readonly scalar: (value: Scalar) => boolean
  readonly container: boolean
}

/**
 * Whether a JSON text may have a member of this name (as JSON text, quotes included) with such a value: what stands behind each
 * place of the name is looked at, in a tenth of the time of parsing. `true` where that cannot be told so.
 */
export function mayHaveMember(text: string, name: string, test: MemberTest): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const colon = behindSpace(text, at + name.length)
    if (text.charCodeAt(colon) === COLON && mayBe(text, behindSpace(text, colon + 1), test)) return true
  }
  return false
}

const QUOTE = 34
const COLON = 58
const OPEN_BRACKET = 91
const OPEN_BRACE = 123

const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

function mayBe(text: string, at: number, { scalar, container }: MemberTest): boolean {
  const code = text.charCodeAt(at)
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return container
  if (code === QUOTE) {
    const inner = text.slice(at + 1, text.indexOf('"', at + 1))
    return inner.includes('\\') || scalar(inner)
  }
  WORD.lastIndex = at
  const word = WORD.exec(text)?.[0]
  if (word === undefined) return true
  if (word === 'true' || word === 'false') return scalar(word === 'true')
  if (word === 'null') return scalar(null)
  const number = Number(word)
  return scalar(String(number) === word ? number : new ExactNumber(word))
}

function behindSpace(text: string, start: number): number {
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at)
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at
  }
}
