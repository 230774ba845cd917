import { ACCOUNT_IN_ADDRESS, ARN_IN_TEXT, editArn } from './arn-parts.ts'
import { KnownValues } from './known-values.ts'
import { type PseudonymOf, Pseudonyms } from './pseudonyms.ts'
import type { PseudonymKind, RedactionRules } from './rules.ts'
import { maskOf, withoutSecrets } from './secret-patterns.ts'

const KIND_OF: Readonly<Record<PseudonymOf, PseudonymKind>> = {
  account: 'accounts',
  request: 'requests',
  trace: 'requests',
  machine: 'names',
  execution: 'names',
  state: 'names',
  resource: 'names',
}

const REQUEST_ID = /(?<![\da-f])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-f])/gi
const TRACE_ID = /\b1-[\da-f]{8}-[\da-f]{24}\b/gi

/** Told of what was masked in a text. */
export type OnMasked = (what: string) => void

/**
 * Texts without what may not leave. All texts are looked at twice: the first time it learns which values are to go, the second time
 * none of them is left, wherever it stands.
 */
export class TextRedactor {
  private readonly rules: RedactionRules
  private readonly known = new KnownValues()
  private readonly found = new Map<string, PseudonymOf>()
  private readonly names = new Map<string, string>()
  private readonly secrets = new Set<string>()
  private learning = true

  constructor(rules: RedactionRules) {
    this.rules = rules
  }

  get isLearning(): boolean {
    return this.learning
  }

  /** All was seen once: what was found has its replacement from here on. */
  learned(): void {
    const pseudonyms = new Pseudonyms()
    const isTaken = (pseudonym: string) => this.found.has(pseudonym)
    for (const [value, kind] of this.found) {
      const pseudonym = pseudonyms.of(kind, value, isTaken)
      this.names.set(value, pseudonym)
      if (kind === 'account') this.known.addSecret(value, pseudonym)
      else this.known.addName(value, pseudonym)
    }
    this.learning = false
  }

  /** How many values of each kind have a pseudonym. */
  counts(): Map<PseudonymKind, number> {
    const counts = new Map<PseudonymKind, number>()
    for (const kind of this.found.values()) {
      const of = KIND_OF[kind]
      counts.set(of, (counts.get(of) ?? 0) + 1)
    }
    return counts
  }

  /** A value that is to be nowhere; gives what stands in its place. */
  secret(what: string, value: string): string {
    const mask = maskOf(what)
    if (this.learning && !this.secrets.has(value)) {
      this.secrets.add(value)
      this.known.addSecret(value, mask)
    }
    return mask
  }

  /** A name where it stands as one: of a state, an execution, a resource. */
  name(kind: PseudonymOf, name: string): string {
    if (!this.learning) return this.names.get(name) ?? this.known.replaceIn(name, ignore)
    const holdsSecret = withoutSecrets(name, this.rules.secrets, maskOf) !== name
    if (holdsSecret || this.rules.pseudonyms.has('names')) this.find(kind, name)
    return name
  }

  arn(arn: string): string {
    return editArn(arn, {
      account: account => this.id('account', account),
      name: (kind, name) => this.name(kind, name),
    })
  }

  /** An id that has a member of its own: an account, a request. */
  id(kind: 'account' | 'request', value: string): string {
    if (this.learning && this.rules.pseudonyms.has(KIND_OF[kind])) this.find(kind, value)
    return this.learning ? value : (this.names.get(value) ?? this.known.replaceIn(value, ignore))
  }

  /** Any text. */
  text(given: string, onMasked: OnMasked): string {
    if (given.length < 4) return given
    const text = this.ofPlain(given, onMasked)
    if (!ESCAPES.test(text)) return text
    // In JSON that is cut, in a log line, in an address: escapes hide what is looked for.
    const plain = text.replace(ESCAPED, unescaped)
    const without = this.ofPlain(plain, onMasked)
    return without === plain ? text : without
  }

  private ofPlain(given: string, onMasked: OnMasked): string {
    const { rules } = this
    let text = given.includes('arn:') ? given.replace(ARN_IN_TEXT, arn => this.arn(arn)) : given
    text = withoutSecrets(text, rules.secrets, (kind, secret) => {
      onMasked(kind)
      return this.secret(kind, secret)
    })
    if (this.learning) this.learnIds(text)
    else text = this.known.replaceIn(text, by => (by.startsWith('[masked: ') ? onMasked(by.slice(9, -1)) : undefined))
    if (this.learning || !rules.pseudonyms.has('requests')) return text
    const known = (id: string) => this.names.get(id) ?? id
    return text.replace(REQUEST_ID, known).replace(TRACE_ID, known)
  }

  private learnIds(text: string): void {
    const { pseudonyms } = this.rules
    if (pseudonyms.has('accounts') && text.includes('amazonaws.com')) {
      for (const [, first, second] of text.matchAll(ACCOUNT_IN_ADDRESS)) this.find('account', first ?? second ?? '')
    }
    if (!pseudonyms.has('requests') || !text.includes('-')) return
    for (const [id] of text.matchAll(REQUEST_ID)) this.find('request', id)
    for (const [id] of text.matchAll(TRACE_ID)) this.find('trace', id)
  }

  private find(kind: PseudonymOf, value: string): void {
    if (value !== '' && !this.found.has(value)) this.found.set(value, kind)
  }
}

function ignore(): void {}

const ESCAPES = /\\u00[2-7]|%[0-7][\da-f]/i
const ESCAPED = /(?:\\u00|%)([2-7][\da-f]|0[ad])/gi

function unescaped(whole: string, hex: string): string {
  const character = String.fromCharCode(Number.parseInt(hex, 16))
  return character === '"' || character === '\\' ? whole : character
}
