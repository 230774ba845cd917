import { KNOWN_EVENT_TYPES } from './event-types.ts'

/**
 * One spelling for a member's name: SDKs and log platforms write `previousEventId`, `PreviousEventId`, `previous_event_id`,
 * `PREVIOUS-EVENT-ID` or `@timestamp` for the same thing. A leading underscore stays: `_type` and `_id` are the platform's own.
 */
export function plainName(name: string): string {
  const known = plainNames.get(name)
  if (known !== undefined) return known
  const plain = name.toLowerCase().replace(/^@|(?<!^)[_\-\s]/g, '')
  // Names come from files: a map by id has as many as it has events.
  if (plainNames.size < MOST_NAMES) plainNames.set(name, plain)
  return plain
}

const MOST_NAMES = 5_000
const plainNames = new Map<string, string>()

/** AWS's event type for any spelling of it (`TASK_STATE_ENTERED`, `taskStateEntered`); undefined for a type nobody knows. */
export function knownType(text: string): string | undefined {
  return TYPES.get(text) ?? TYPES_PLAIN.get(plainName(text))
}

const TYPES: ReadonlyMap<string, string> = new Map(KNOWN_EVENT_TYPES.map(type => [type, type]))
const TYPES_PLAIN: ReadonlyMap<string, string> = new Map(KNOWN_EVENT_TYPES.map(type => [type.toLowerCase(), type]))

/** The details' fields as AWS spells them, for any spelling. Others stay as they are. */
export function detailsField(name: string): string {
  return FIELDS.get(plainName(name)) ?? name
}

const FIELDS: ReadonlyMap<string, string> = new Map(
  [
    'assignedVariables',
    'assignedVariablesDetails',
    'cause',
    'error',
    'heartbeatInSeconds',
    'included',
    'index',
    'input',
    'inputDetails',
    'length',
    'location',
    'mapRunArn',
    'name',
    'output',
    'outputDetails',
    'parameters',
    'redriveCount',
    'region',
    'resource',
    'resourceType',
    'roleArn',
    'state',
    'stateMachineAliasArn',
    'stateMachineVersionArn',
    'taskCredentials',
    'timeoutInSeconds',
    'truncated',
    'workerName',
  ].map(name => [name.toLowerCase(), name]),
)
