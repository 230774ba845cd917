import { textField } from '../history/event-fields.ts'
import { typeInfo } from '../history/event-types.ts'
import type { EventId, HistoryEvent } from '../history/events.ts'
import { exactJsonText, isContainer, membersOf } from '../history/exact-json.ts'
import { isRecord, setMember } from '../history/json-value.ts'
import { referencesOf } from '../model/references.ts'
import { DefinitionRedactor } from './definition-redactor.ts'
import type { PayloadMode, RedactionRules } from './rules.ts'
import { shapeOf, shapeOfText } from './shape.ts'
import { TextRedactor } from './text-redactor.ts'
import { type Place, Told } from './told.ts'
import { ValueRedactor } from './value-redactor.ts'

const PAYLOADS: ReadonlySet<string> = new Set(['input', 'output', 'parameters'])
const ARNS: ReadonlySet<string> = new Set([
  ...['resource', 'roleArn', 'stateMachineAliasArn', 'stateMachineVersionArn', 'mapRunArn'],
])
/** Words of AWS, but who knows what wrote the file. */
const WORDS: ReadonlySet<string> = new Set(['resourceType', 'region', 'error', 'location'])

/**
 * Takes out of an execution what its rules say. Everything is given to it twice, in the same order: the first time it learns what is to
 * go (a password is also in the cause that quotes it), and what it gives back is worth nothing; after `learned()` what it gives back
 * holds nothing of it, and `told` says what became of it.
 */
export class Redactor {
  readonly told = new Told()
  private readonly rules: RedactionRules
  private readonly texts: TextRedactor
  private readonly values: ValueRedactor
  private readonly definitions: DefinitionRedactor

  constructor(rules: RedactionRules) {
    this.rules = rules
    this.texts = new TextRedactor(rules)
    this.values = new ValueRedactor(rules, this.texts, this.told)
    this.definitions = new DefinitionRedactor(this.texts, this.values, rules.payloads !== 'keep')
  }

  learned(): void {
    this.texts.learned()
    for (const [kind, count] of this.texts.counts()) this.told.pseudonyms.set(kind, count)
  }

  /** The very event where nothing is taken out of it. */
  event(event: HistoryEvent): HistoryEvent {
    const { details } = event
    const type = typeInfo(event.type) === undefined ? this.words(event.type, 'type', event.id) : event.type
    if (details === undefined) return type === event.type ? event : { ...event, type }
    const edited: Record<string, unknown> = {}
    let isSame = type === event.type
    for (const name in details) {
      const value = details[name]
      const result = this.detail(event, name, value)
      const newName = this.words(name, name, event.id)
      isSame &&= result === value && newName === name
      if (result !== undefined) setMember(edited, newName, result)
    }
    return isSame ? event : { ...event, type, details: edited }
  }

  /** A text in the head of a file: an ARN. */
  arn(arn: string): string
  arn(arn: string | undefined): string | undefined
  arn(arn: string | undefined): string | undefined {
    return arn === undefined ? undefined : this.texts.arn(arn)
  }

  executionName(name: string): string {
    return this.texts.name('execution', name)
  }

  /** Undefined where it is to be left out. */
  definition(text: string | undefined): string | undefined {
    if (text === undefined || !this.rules.definition) return undefined
    return this.definitions.definition(text)
  }

  /** An input or output that stands outside of events. */
  payload(text: string | undefined, field: string): string | undefined {
    return text === undefined ? undefined : this.payloadText(text, { eventId: undefined, field }, undefined)
  }

  cause(text: string | undefined, eventId?: EventId, arn?: string): string | undefined {
    if (text === undefined) return undefined
    const mode = this.rules.keepCauses ? 'keep' : this.rules.payloads
    this.count(this.told.causes, mode)
    return this.inMode(mode, text, { eventId, field: 'cause' }, arn)
  }

  /** An error's name, and other words. */
  words(text: string, field: string, eventId?: EventId): string
  words(text: string | undefined, field: string): string | undefined
  words(text: string | undefined, field: string, eventId?: EventId): string | undefined {
    return text === undefined ? undefined : this.values.text(text, { eventId, field })
  }

  private detail(event: HistoryEvent, name: string, value: unknown): unknown {
    const place: Place = { eventId: event.id, field: name }
    if (typeof value === 'number' || typeof value === 'boolean' || isFlags(value)) return value
    if (name === 'assignedVariables' && isRecord(value)) return this.variables(value, place)
    if (name === 'taskCredentials' && isRecord(value)) return this.credentials(value, place)
    if (typeof value !== 'string') return this.unknownDetail(value, place)
    if (PAYLOADS.has(name)) return this.payloadText(value, place, startedBy(event, name))
    if (name === 'cause') return this.cause(value, event.id, startedBy(event, name))
    if (ARNS.has(name)) return value.startsWith('arn:') ? this.texts.arn(value) : this.words(value, name, event.id)
    if (name === 'name' || name === 'state') return this.texts.name('state', value)
    if (name === 'workerName')
      return value.startsWith('arn:') ? this.texts.arn(value) : this.texts.name('resource', value)
    if (WORDS.has(name)) return this.words(value, name, event.id)
    return this.unknownDetail(value, place)
  }

  /** Of a type that nobody knows yet: it may be anything. */
  private unknownDetail(value: unknown, place: Place): unknown {
    if (this.rules.payloads === 'drop') return undefined
    const result = this.values.member(place.field, value, place)
    return this.rules.payloads === 'shapes' ? shapeOf(result) : result
  }

  private variables(variables: Readonly<Record<string, unknown>>, place: Place): unknown {
    const edited: Record<string, unknown> = {}
    let isSame = true
    for (const name in variables) {
      const value = variables[name]
      const inner = { ...place, field: `${place.field}.${name}` }
      const result =
        typeof value === 'string' ? this.payloadText(value, inner, undefined) : this.unknownDetail(value, inner)
      const newName = this.words(name, place.field, place.eventId)
      isSame &&= result === value && newName === name
      if (result !== undefined) setMember(edited, newName, result)
    }
    return isSame ? variables : edited
  }

  private credentials(credentials: Readonly<Record<string, unknown>>, place: Place): unknown {
    const { roleArn } = credentials
    const result = typeof roleArn === 'string' ? this.texts.arn(roleArn) : undefined
    if (result === roleArn && Object.keys(credentials).length === 1) return credentials
    const others = Object.entries(credentials).filter(([name]) => name !== 'roleArn')
    const edited = others.map(([name, value]) => [name, this.unknownDetail(value, { ...place, field: name })] as const)
    return { ...(result !== undefined && { roleArn: result }), ...Object.fromEntries(edited) }
  }

  private payloadText(text: string, place: Place, arn: string | undefined): string | undefined {
    this.count(this.told.payloads, this.rules.payloads)
    return this.inMode(this.rules.payloads, text, place, arn)
  }

  /** `arn`: of an execution that this payload tells to have been started: what belongs together stays so. */
  private inMode(mode: PayloadMode, text: string, place: Place, arn: string | undefined): string | undefined {
    const started = arn === undefined ? undefined : { ExecutionArn: this.texts.arn(arn) }
    if (mode === 'drop') {
      // What it names is looked at all the same: it may stand elsewhere.
      if (this.texts.isLearning) this.values.json(text, place)
      return started && JSON.stringify(started)
    }
    const json = this.values.json(text, place)
    if (mode === 'keep') {
      if (json === undefined) return this.values.text(text, place)
      return json.value === json.given ? text : exactJsonText(json.value)
    }
    const shape = json === undefined ? shapeOfText(text) : shapeOf(json.value)
    return exactJsonText(started === undefined ? shape : { ...started, ...withoutArn(shape) })
  }

  private count(counts: Record<PayloadMode, number>, mode: PayloadMode): void {
    if (!this.texts.isLearning) counts[mode]++
  }
}

/** `inputDetails` and the like: whether something was cut. */
function isFlags(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(([name, flag]) => typeof flag === 'boolean' && /^[a-z]{1,12}$/i.test(name))
  )
}

function startedBy(event: HistoryEvent, field: string): string | undefined {
  if (textField(event, 'resource')?.startsWith('start') !== true) return undefined
  const child = referencesOf(event).find(one => one.kind === 'childExecution')
  return child?.kind === 'childExecution' && child.field === field ? child.arn : undefined
}

function withoutArn(shape: unknown): Readonly<Record<string, unknown>> {
  if (!isContainer(shape) || Array.isArray(shape)) return {}
  return Object.fromEntries(membersOf(shape).filter(([name]) => name !== 'ExecutionArn' && name !== 'executionArn'))
}
