import type { QueryOperator, QueryProperty } from './query.ts'

/** What can be asked, in words: feeds help and completion. */
export interface PropertyInfo {
  readonly property: QueryProperty
  readonly label: string
  /** Heading over the property's values. */
  readonly groupLabel: string
  readonly operators: readonly QueryOperator[]
  readonly example: string
}

const TEXTUAL: readonly QueryOperator[] = [':', '!:', '=', '!=']
const NUMERIC: readonly QueryOperator[] = ['=', '!=', '>', '>=', '<', '<=']

/** All properties but `text`, which is what is written without one. */
export const QUERY_PROPERTIES: readonly PropertyInfo[] = [
  { property: 'state', label: 'State', groupLabel: 'States', operators: TEXTUAL, example: 'state:ChargeCard' },
  { property: 'outcome', label: 'Outcome', groupLabel: 'Outcomes', operators: TEXTUAL, example: 'outcome:failed' },
  { property: 'error', label: 'Error', groupLabel: 'Errors', operators: TEXTUAL, example: 'error:States.Timeout' },
  { property: 'duration', label: 'Duration', groupLabel: 'Durations', operators: NUMERIC, example: 'duration:>5s' },
  { property: 'attempt', label: 'Attempt', groupLabel: 'Attempts', operators: NUMERIC, example: 'attempt:>1' },
  { property: 'iteration', label: 'Iteration', groupLabel: 'Iterations', operators: NUMERIC, example: 'iteration:17' },
  { property: 'in', label: 'Lies in state', groupLabel: 'States', operators: TEXTUAL, example: 'in:ProcessOrders' },
  { property: 'type', label: 'Event type', groupLabel: 'Event types', operators: TEXTUAL, example: 'type:TaskFailed' },
  { property: 'event', label: 'Event id', groupLabel: 'Event ids', operators: NUMERIC, example: 'event:9412' },
  { property: 'resource', label: 'Resource', groupLabel: 'Resources', operators: TEXTUAL, example: 'resource:lambda' },
  { property: 'payload', label: 'Payload', groupLabel: 'Payloads', operators: TEXTUAL, example: '$.order.id = 42' },
  {
    property: 'execution',
    label: 'Execution',
    groupLabel: 'Executions',
    operators: TEXTUAL,
    example: 'execution:run-7',
  },
  {
    property: 'machine',
    label: 'State machine',
    groupLabel: 'State machines',
    operators: TEXTUAL,
    example: 'machine:Pay',
  },
  { property: 'log', label: 'Log that is read', groupLabel: 'Logs', operators: TEXTUAL, example: 'log:timeout' },
]

const ALIASES: ReadonlyMap<string, QueryProperty> = new Map<string, QueryProperty>([
  ...QUERY_PROPERTIES.map(({ property }) => [property, property] as const),
  ['dur', 'duration'],
  ['name', 'state'],
  ['status', 'outcome'],
  ['is', 'outcome'],
  ['index', 'iteration'],
  ['id', 'event'],
  ['cause', 'error'],
])

/** The property a word names, short forms such as `dur` included. */
export function propertyNamed(word: string): QueryProperty | undefined {
  return ALIASES.get(word.toLowerCase())
}

/** A property spelled nearly like this: one letter missing, added, changed or swapped. */
export function propertyNear(word: string): QueryProperty | undefined {
  const lower = word.toLowerCase()
  if (lower.length < 4) return undefined
  return QUERY_PROPERTIES.find(({ property }) => isNear(lower, property))?.property
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let [endA, endB] = [a.length, b.length]
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const [restA, restB] = [a.slice(from, endA), b.slice(from, endB)]
  return (
    Math.max(restA.length, restB.length) <= 1 || (restA.length === 2 && restA === Array.from(restB).reverse().join(''))
  )
}
