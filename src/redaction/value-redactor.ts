import { memberPath } from '../analysis/json-path.ts'
import { type Deep, withoutStack } from '../history/deep.ts'
import {
  ExactNumber,
  ExactObject,
  exactJsonText,
  isContainer,
  type Member,
  membersOf,
  parseExactJson,
} from '../history/exact-json.ts'
import { into, type Positions, ruleHere, startOf } from './path-positions.ts'
import type { RedactionRules } from './rules.ts'
import { byRule, isSecretName } from './secret-patterns.ts'
import type { TextRedactor } from './text-redactor.ts'
import type { Place, Told } from './told.ts'

/** Where the walk is. */
interface At {
  readonly place: Place
  readonly positions: Positions
  readonly above: At | undefined
  readonly key: string | number | undefined
  /** All of it is masked as this. */
  readonly mask: string | undefined
}

const MOST_CLEAN = 10_000

/** A member or item that is left out. */
const GONE = Symbol('gone')

const ACCOUNT_NAME = /(?:^|[a-z_-])account_?(?:id|number)?$/i
const REQUEST_NAME = /(?:request|trace|correlation|invocation)[_-]?id$/i

/** The values of payloads without what may not leave. */
export class ValueRedactor {
  private readonly rules: RedactionRules
  private readonly texts: TextRedactor
  private readonly told: Told
  /** Names of members in which nothing is found, and which tell a secret: the same few come again and again. */
  private readonly clean = new Set<string>()
  private readonly looked = new Set<string>()
  private readonly secretNames = new Map<string, boolean>()

  constructor(rules: RedactionRules, texts: TextRedactor, told: Told) {
    this.rules = rules
    this.texts = texts
    this.told = told
  }

  /** The value of JSON as text; undefined where it is none. The same object where nothing is taken out of it. */
  json(text: string, place: Place): { readonly given: unknown; readonly value: unknown } | undefined {
    const given = parsed(text)
    return given && { given: given.value, value: this.value(given.value, place) }
  }

  /** A value without what is to go. */
  value(value: unknown, place: Place): unknown {
    const result = withoutStack(this.walk(value, this.root(place)))
    return result === GONE ? '[left out]' : result
  }

  /** The value of a member, whose name may tell that it is a secret. */
  member(name: string, value: unknown, place: Place): unknown {
    const above = this.root(place)
    const at = { ...above, above, key: name, mask: this.maskOf(name, value), positions: into(above.positions, name) }
    const result = withoutStack(this.walk(value, at))
    return result === GONE ? undefined : result
  }

  /** A text, where it is no JSON. */
  text(text: string, place: Place): string {
    return this.texts.text(text, what => this.note(this.root(place), what, 'masked'))
  }

  private root(place: Place): At {
    return { place, positions: startOf(this.rules.paths), above: undefined, key: undefined, mask: undefined }
  }

  private *walk(value: unknown, given: At): Deep<unknown> {
    const rule = ruleHere(given.positions)
    const isDropped = rule?.action === 'drop'
    if (rule !== undefined && isDropped && given.mask === undefined) this.note(given, rule.path, 'left out')
    const at = rule === undefined ? given : { ...given, mask: given.mask ?? byRule(rule.path) }
    const result = isContainer(value) ? yield this.container(value, at) : yield this.leaf(value, at, isDropped)
    return isDropped ? GONE : result
  }

  private *container(value: object, at: At): Deep<unknown> {
    const members: Member[] = []
    const isList = Array.isArray(value)
    let isSame = true
    for (const [name, member] of membersOf(value)) {
      const key = isList ? Number(name) : name
      const mask = at.mask ?? this.maskOf(key, member)
      const inner: At = { place: at.place, positions: into(at.positions, key), above: at, key, mask }
      // Most members are plain: they take no step of their own.
      const isPlain = inner.positions.length === 0 && mask === undefined && !mayHoldMore(member)
      const result = isPlain ? this.plain(member, inner) : yield this.walk(member, inner)
      const newName = isList ? name : this.memberName(name, inner)
      isSame &&= result === member && newName === name
      if (result !== GONE) members.push([newName, result])
      else if (isList) members.push([name, null])
    }
    if (isSame) return value
    return isList ? members.map(([, member]) => member) : new ExactObject(members)
  }

  private memberName(name: string, at: At): string {
    // While it learns, what a name holds may turn out to be a secret yet.
    const clean = this.texts.isLearning ? this.looked : this.clean
    if (clean.has(name)) return name
    const without = this.texts.text(name, what => this.note(at, what, 'masked'))
    if (without === name && clean.size < MOST_CLEAN) clean.add(name)
    return without
  }

  private maskOf(key: string | number, member: unknown): string | undefined {
    if (typeof key === 'number' || !this.rules.secrets.has('passwords') || !this.isSecret(key)) return undefined
    // `$.token` and `{% … %}` in a definition say where a value is, and are none.
    return typeof member === 'string' && /^(?:\$|\{%)/.test(member) ? undefined : 'passwords'
  }

  private isSecret(name: string): boolean {
    const known = this.secretNames.get(name)
    if (known !== undefined) return known
    const isSecret = isSecretName(name)
    if (this.secretNames.size < MOST_CLEAN) this.secretNames.set(name, isSecret)
    return isSecret
  }

  private *leaf(value: unknown, at: At, isDropped: boolean): Deep<unknown> {
    if (at.mask !== undefined) return this.masked(value, at, at.mask, isDropped)
    const inner = typeof value === 'string' && mayHoldMore(value) ? parsed(value) : undefined
    if (inner === undefined) return this.plain(value, at)
    const result = yield this.walk(inner.value, at)
    return result === inner.value || result === GONE ? value : exactJsonText(result)
  }

  private masked(value: unknown, at: At, mask: string, isDropped: boolean): unknown {
    const text = typeof value === 'string' ? value : digitsOf(value)
    if (text === undefined || text === '') return value
    if (!isDropped) this.note(at, mask, 'masked')
    return this.texts.secret(mask, text)
  }

  /** A value that holds no other. */
  private plain(value: unknown, at: At): unknown {
    if (typeof value === 'string') return this.idOrText(value, at)
    const digits = digitsOf(value)
    if (digits === undefined || digits.length < 6) return value
    const without = this.idOrText(digits, at)
    return without === digits ? value : without
  }

  private idOrText(value: string, at: At): string {
    const { key } = at
    if (typeof key === 'string') {
      const { pseudonyms } = this.rules
      if (pseudonyms.has('accounts') && /^\d{12}$/.test(value) && ACCOUNT_NAME.test(key)) {
        return this.texts.id('account', value)
      }
      if (pseudonyms.has('requests') && REQUEST_NAME.test(key) && /^[\w=:.-]{8,200}$/.test(value)) {
        return this.texts.id('request', value)
      }
    }
    return this.texts.text(value, what => this.note(at, what, 'masked'))
  }

  private note(at: At, what: string, how: 'masked' | 'left out'): void {
    if (this.texts.isLearning) return
    this.told.add({ ...at.place, path: at.above === undefined ? undefined : pathOf(at), what, how })
  }
}

function mayHoldMore(value: unknown): boolean {
  return typeof value === 'string' ? /^\s*[{["]/.test(value) : isContainer(value)
}

function digitsOf(value: unknown): string | undefined {
  return value instanceof ExactNumber ? value.source : typeof value === 'number' ? String(value) : undefined
}

function pathOf(at: At): string {
  const steps: string[] = []
  for (let one: At | undefined = at; one !== undefined; one = one.above) {
    if (one.key !== undefined) steps.push(typeof one.key === 'number' ? `[${one.key}]` : memberPath(one.key))
  }
  return `$${steps.reverse().join('')}`
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseExactJson(text) }
  } catch {
    return undefined
  }
}
