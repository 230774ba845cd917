import { type Deep, withoutStack } from '../history/deep.ts'
import {
  ExactObject,
  exactJsonText,
  isContainer,
  type Member,
  membersOf,
  parseExactJson,
} from '../history/exact-json.ts'
import type { TextRedactor } from './text-redactor.ts'
import type { Place } from './told.ts'
import type { ValueRedactor } from './value-redactor.ts'

const PLACE: Place = { eventId: undefined, field: 'definition' }

/** Members that name states, and those that hold machines, rules of a Choice or what is caught. */
const STATE_NAMES: ReadonlySet<string> = new Set(['Next', 'Default', 'StartAt'])
const MACHINES: ReadonlySet<string> = new Set([
  'Branches',
  'Iterator',
  'ItemProcessor',
  'Choices',
  'Catch',
  'And',
  'Or',
  'Not',
])
/** What tells how a machine is built and nothing of data. */
const PLAIN: ReadonlySet<string> = new Set([
  ...['Type', 'End', 'QueryLanguage', 'Version', 'MaxConcurrency', 'TimeoutSeconds', 'HeartbeatSeconds', 'Seconds'],
  ...[
    'ProcessorConfig',
    'ErrorEquals',
    'IntervalSeconds',
    'MaxAttempts',
    'BackoffRate',
    'MaxDelaySeconds',
    'JitterStrategy',
  ],
  ...['ToleratedFailurePercentage', 'ToleratedFailureCount', 'Retry'],
])

/**
 * A definition in Amazon States Language without what may not leave. `bare`: without all that holds or names data either (parameters,
 * results, conditions, comments): states, ways and retries alone.
 */
export class DefinitionRedactor {
  private readonly texts: TextRedactor
  private readonly values: ValueRedactor
  private readonly bare: boolean

  constructor(texts: TextRedactor, values: ValueRedactor, bare: boolean) {
    this.texts = texts
    this.values = values
    this.bare = bare
  }

  /** Undefined where it is no JSON and must not hold data. */
  definition(text: string): string | undefined {
    let given: unknown
    try {
      given = parseExactJson(text)
    } catch {
      return this.bare ? undefined : this.values.text(text, PLACE)
    }
    const result = withoutStack(this.part(given))
    return result === given ? text : exactJsonText(result)
  }

  /** A machine, a state, a rule of a Choice, what is caught: objects, or lists of them. */
  private *part(value: unknown): Deep<unknown> {
    if (!isContainer(value)) return value
    const isList = Array.isArray(value)
    const members: Member[] = []
    let isSame = true
    for (const [name, member] of membersOf(value)) {
      const result = isList ? yield this.part(member) : yield this.member(name, member)
      isSame &&= result === member
      if (result !== undefined) members.push([name, result])
    }
    if (isSame) return value
    return isList ? members.map(([, member]) => member) : new ExactObject(members)
  }

  private *member(name: string, value: unknown): Deep<unknown> {
    if (name === 'States') return yield this.states(value)
    if (MACHINES.has(name)) return yield this.part(value)
    if (typeof value === 'string') {
      if (STATE_NAMES.has(name)) return this.texts.name('state', value)
      if (name === 'Resource' && value.startsWith('arn:')) return this.texts.arn(value)
      if (name === 'Label') return this.texts.name('resource', value)
    }
    if (PLAIN.has(name)) return this.values.value(value, PLACE)
    if (this.bare) return undefined
    // Its role's ARN is no credential.
    return name === 'Credentials' ? yield this.part(value) : this.values.member(name, value, PLACE)
  }

  private *states(value: unknown): Deep<unknown> {
    if (!isContainer(value) || Array.isArray(value)) return this.bare ? {} : this.values.value(value, PLACE)
    const members: Member[] = []
    let isSame = true
    for (const [name, state] of membersOf(value)) {
      const [newName, result] = [this.texts.name('state', name), yield this.part(state)]
      isSame &&= newName === name && result === state
      members.push([newName, result])
    }
    return isSame ? value : new ExactObject(members)
  }
}
