/** So long are the beginnings by which values are found. */
const HEAD = 4

/** Shorter values stand in too many other words: they are replaced where they stand as themselves alone. */
const SHORTEST_MASKED = 6
/** Names from here on are found within other words too. */
const SHORTEST_INSIDE = 8

interface Known {
  readonly value: string
  /** What takes its place. */
  readonly by: string
  /** Not within another word. */
  readonly isWord: boolean
}

/** Values that begin alike, by their lengths, the longest first: thousands of them (`user1@…`, `user2@…`) have few lengths. */
interface Alike {
  readonly lengths: number[]
  readonly values: Map<string, Known>
}

/**
 * Values that must not leave, wherever else they stand: what was masked at one place is also in the cause that quotes it. Finding them
 * costs by the length of the text, however many there are.
 */
export class KnownValues {
  private readonly byHead = new Map<string, Alike>()

  /** A value that is gone entirely: also as it stands in an address, or in JSON within JSON. */
  addSecret(value: string, by: string): void {
    if (value.length < SHORTEST_MASKED) return
    for (const form of formsOf(value)) this.add({ value: form, by, isWord: false })
  }

  addName(value: string, by: string): void {
    if (value.length < HEAD) return
    for (const form of formsOf(value)) this.add({ value: form, by, isWord: form.length < SHORTEST_INSIDE })
  }

  /** The text without them; the very text where none is in it. `told`: called with what took a place. */
  replaceIn(text: string, told: (by: string) => void): string {
    if (this.byHead.size === 0 || text.length < HEAD) return text
    let result = ''
    let from = 0
    for (let at = 0; at <= text.length - HEAD; at++) {
      const found = this.at(text, at)
      if (found === undefined) continue
      result += text.slice(from, at) + found.by
      told(found.by)
      at += found.value.length - 1
      from = at + 1
    }
    return from === 0 ? text : result + text.slice(from)
  }

  private at(text: string, at: number): Known | undefined {
    const alike = this.byHead.get(text.slice(at, at + HEAD))
    if (alike === undefined) return undefined
    for (const length of alike.lengths) {
      const known = at + length > text.length ? undefined : alike.values.get(text.slice(at, at + length))
      if (known !== undefined && (!known.isWord || isAlone(text, at, length))) return known
    }
    return undefined
  }

  private add(known: Known): void {
    const { value } = known
    const head = value.slice(0, HEAD)
    const alike: Alike = this.byHead.get(head) ?? { lengths: [], values: new Map() }
    if (alike.values.has(value)) return
    this.byHead.set(head, alike)
    alike.values.set(value, known)
    if (alike.lengths.includes(value.length)) return
    alike.lengths.push(value.length)
    alike.lengths.sort((a, b) => b - a)
  }
}

function formsOf(value: string): readonly string[] {
  const inJson = JSON.stringify(value).slice(1, -1)
  return [value, inJson, JSON.stringify(inJson).slice(1, -1), inAddress(value)]
}

function inAddress(value: string): string {
  // Half a pair of surrogates stands in no address.
  return /\p{Cs}/u.test(value) ? value : encodeURIComponent(value)
}

const WORD = /[\p{L}\p{N}]/u

function isAlone(text: string, at: number, length: number): boolean {
  return !WORD.test(text.charAt(at - 1)) && !WORD.test(text.charAt(at + length))
}
