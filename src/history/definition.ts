import type { EventError } from './event-fields.ts'
import { filledTextOf, isRecord, type JsonRecord, memberOf, tryParse } from './json-value.ts'

/** A state as Amazon States Language defines it. Fields hold what the definition says; a text in `{% … %}` is JSONata. */
export interface DefinedState {
  readonly name: string
  /** `Task`, `Map`, …; empty where the definition leaves it out. */
  readonly type: string
  readonly comment?: string
  /** Names of the containers around it, outermost first; a Parallel's branch as its index. */
  readonly path: readonly PathStep[]
  /** Where it can go: `Next`, `Default`, choices, catchers, each once. */
  readonly targets: readonly string[]
  /** The same without where catchers lead. */
  readonly next: readonly string[]
  readonly isEnd: boolean
  readonly resource?: string
  readonly timeoutSeconds?: number | string
  readonly heartbeatSeconds?: number | string
  readonly retry: readonly RetryRule[]
  readonly catch: readonly CatchRule[]
  readonly map?: MapRules
  /** A Parallel's branches, in order. */
  readonly branches?: readonly Branch[]
  /** What a Fail state fails with, as far as it is written there and not only known at run time. */
  readonly fails?: EventError
}

/** One step from the outside in: a Map by name, a Parallel by name and branch. */
export interface PathStep {
  readonly name: string
  readonly branch?: number
}

export interface RetryRule {
  readonly errorEquals: readonly string[]
  /** AWS's defaults where the definition is silent: 1 s, 3 attempts, rate 2. */
  readonly intervalSeconds: number
  readonly maxAttempts: number
  readonly backoffRate: number
  readonly maxDelaySeconds?: number
  readonly jitter: boolean
}

export interface CatchRule {
  readonly errorEquals: readonly string[]
  readonly next: string
}

export interface MapRules {
  readonly mode: 'INLINE' | 'DISTRIBUTED'
  /** 0: no limit. Undefined where it is only known at run time (`maxConcurrencyFrom`). */
  readonly maxConcurrency: number | undefined
  /** The `MaxConcurrencyPath` or the JSONata that gives it. */
  readonly maxConcurrencyFrom?: string
  readonly startAt: string | undefined
}

export interface Branch {
  readonly startAt: string | undefined
  readonly stateNames: readonly string[]
}

export interface StateMachineDefinition {
  readonly comment?: string
  readonly startAt: string
  readonly timeoutSeconds?: number
  readonly queryLanguage: 'JSONPath' | 'JSONata'
  /** By name; state names are unique within a whole definition. The first of two with one name stays. */
  readonly states: ReadonlyMap<string, DefinedState>
}

/** A text that is no definition, in words. */
export class DefinitionFormatError extends Error {
  override readonly name = 'DefinitionFormatError'
}

/** Containers nested deeper are no definition of AWS's (which has at most 1 MB), but an attack on the stack. */
const MAX_DEPTH = 100

/**
 * Reads a definition in Amazon States Language (JSON), or the answer of DescribeStateMachine /
 * DescribeStateMachineForExecution that holds one. Unknown fields and types are let be: the language grows.
 * @throws DefinitionFormatError saying what is missing.
 */
export function parseDefinition(text: string): StateMachineDefinition {
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const parsed = tryParse(content)
  if (parsed === undefined) throw new DefinitionFormatError('The definition is no valid JSON.')
  const root = definitionIn(parsed.value)
  const states = new Map<string, DefinedState>()
  addStates(root, [], states)
  const timeout = root['TimeoutSeconds']
  return {
    ...optional('comment', filledTextOf(root['Comment'])),
    startAt: filledTextOf(root['StartAt']) ?? '',
    ...optional('timeoutSeconds', typeof timeout === 'number' ? timeout : undefined),
    queryLanguage: root['QueryLanguage'] === 'JSONata' ? 'JSONata' : 'JSONPath',
    states,
  }
}

function definitionIn(given: unknown): JsonRecord {
  if (!isRecord(given)) throw new DefinitionFormatError('The definition is not a JSON object.')
  let value = given
  for (let inner = definitionBelow(value); inner !== undefined; inner = definitionBelow(value)) value = inner
  if (!isRecord(value['States'])) throw new DefinitionFormatError('The definition has no States.')
  if (filledTextOf(value['StartAt']) === undefined) throw new DefinitionFormatError('The definition has no StartAt.')
  return value
}

/** What an answer of AWS holds as its definition; undefined where it is the definition itself. */
function definitionBelow(value: JsonRecord): JsonRecord | undefined {
  const inner = value['definition'] ?? value['Definition']
  if (typeof inner !== 'string') return isRecord(inner) ? inner : undefined
  const parsed = tryParse(inner)
  if (parsed === undefined || !isRecord(parsed.value))
    throw new DefinitionFormatError('The definition inside is no JSON object.')
  return parsed.value
}

function addStates(machine: JsonRecord, path: readonly PathStep[], states: Map<string, DefinedState>): void {
  if (path.length > MAX_DEPTH)
    throw new DefinitionFormatError(`The definition nests deeper than ${MAX_DEPTH} containers.`)
  for (const [name, state] of Object.entries(asRecord(machine['States']))) {
    if (!isRecord(state)) throw new DefinitionFormatError(`The state ${JSON.stringify(name)} is not a JSON object.`)
    if (!states.has(name)) states.set(name, stateOf(name, state, path))
    const processor = processorOf(state)
    if (processor !== undefined) addStates(processor, [...path, { name }], states)
    branchesOf(state).forEach((branch, index) => {
      addStates(branch, [...path, { name, branch: index }], states)
    })
  }
}

function stateOf(name: string, state: JsonRecord, path: readonly PathStep[]): DefinedState {
  const catchRules = rulesOf(state['Catch']).map(catchRule)
  return {
    name,
    type: filledTextOf(state['Type']) ?? '',
    ...optional('comment', filledTextOf(state['Comment'])),
    path,
    targets: targetsOf(state, catchRules),
    next: targetsOf(state, []),
    isEnd: state['End'] === true || state['Type'] === 'Succeed' || state['Type'] === 'Fail',
    ...optional('resource', filledTextOf(state['Resource'])),
    ...optional('timeoutSeconds', limitOf(state, 'TimeoutSeconds')),
    ...optional('heartbeatSeconds', limitOf(state, 'HeartbeatSeconds')),
    retry: rulesOf(state['Retry']).map(retryRule),
    catch: catchRules,
    ...(state['Type'] === 'Map' ? { map: mapRules(state) } : {}),
    ...(state['Type'] === 'Parallel' ? { branches: branchesOf(state).map(branchOf) } : {}),
    ...(state['Type'] === 'Fail' ? optional('fails', failureOf(state)) : {}),
  }
}

function failureOf(state: JsonRecord): EventError | undefined {
  const [error, cause] = ['Error', 'Cause'].map(field => filledTextOf(state[field])).map(literal)
  if (error === undefined && cause === undefined) return undefined
  return { ...optional('error', error), ...optional('cause', cause) }
}

/** JSONata gives a value at run time only. */
function literal(text: string | undefined): string | undefined {
  return text?.trimStart().startsWith('{%') ? undefined : text
}

function targetsOf(state: JsonRecord, catchRules: readonly CatchRule[]): string[] {
  const choices = rulesOf(state['Choices']).map(choice => choice['Next'])
  const targets = [state['Next'], ...choices, state['Default'], ...catchRules.map(rule => rule.next)]
  return [...new Set(targets.filter(target => typeof target === 'string' && target !== ''))].map(String)
}

/** Seconds, or the path or JSONata that gives them at run time. */
function limitOf(state: JsonRecord, field: string): number | string | undefined {
  const value = memberOf(state, field) ?? memberOf(state, `${field}Path`)
  return typeof value === 'number' ? value : filledTextOf(value)
}

function mapRules(state: JsonRecord): MapRules {
  const processor = processorOf(state)
  const limit = state['MaxConcurrency']
  const from = filledTextOf(state['MaxConcurrencyPath']) ?? filledTextOf(limit)
  return {
    mode: asRecord(processor?.['ProcessorConfig'])['Mode'] === 'DISTRIBUTED' ? 'DISTRIBUTED' : 'INLINE',
    maxConcurrency: typeof limit === 'number' ? limit : from === undefined ? 0 : undefined,
    ...optional('maxConcurrencyFrom', from),
    startAt: filledTextOf(processor?.['StartAt']),
  }
}

/** `Iterator` is the name from before 2022, still valid. */
function processorOf(state: JsonRecord): JsonRecord | undefined {
  const processor = state['ItemProcessor'] ?? state['Iterator']
  return isRecord(processor) ? processor : undefined
}

function branchesOf(state: JsonRecord): JsonRecord[] {
  return rulesOf(state['Branches'])
}

function branchOf(branch: JsonRecord): Branch {
  return { startAt: filledTextOf(branch['StartAt']), stateNames: Object.keys(asRecord(branch['States'])) }
}

function retryRule(rule: JsonRecord): RetryRule {
  return {
    errorEquals: textsOf(rule['ErrorEquals']),
    intervalSeconds: asNumber(rule['IntervalSeconds']) ?? 1,
    maxAttempts: asNumber(rule['MaxAttempts']) ?? 3,
    backoffRate: asNumber(rule['BackoffRate']) ?? 2,
    ...optional('maxDelaySeconds', asNumber(rule['MaxDelaySeconds'])),
    jitter: rule['JitterStrategy'] === 'FULL',
  }
}

function catchRule(rule: JsonRecord): CatchRule {
  return { errorEquals: textsOf(rule['ErrorEquals']), next: filledTextOf(rule['Next']) ?? '' }
}

function rulesOf(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}

function asRecord(value: unknown): JsonRecord {
  return isRecord(value) ? value : {}
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** `{ name: value }`, or nothing where the value is missing. */
function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  const field: { [key in Name]?: Value } = {}
  if (value !== undefined) field[name] = value
  return field
}
