import type { HistoryEvent } from '../history/events.ts'
import { memberOf } from '../history/json-value.ts'

/** Told of each payload; `true` ends the search. */
type Visitor = (text: string, field: string) => boolean | undefined

/** Execution data: JSON as text. */
const PAYLOADS = ['input', 'parameters', 'output'] as const

/**
 * Shows the payloads of an event, the values of assigned variables among them (`assignedVariables.name`), until `visit` says true;
 * returns whether it did.
 */
export function somePayload(event: HistoryEvent, visit: Visitor): boolean {
  const { details } = event
  if (details === undefined) return false
  for (const field of PAYLOADS) {
    const text = memberOf(details, field)
    if (typeof text === 'string' && visit(text, field) === true) return true
  }
  const variables = details['assignedVariables']
  if (typeof variables !== 'object' || variables === null) return false
  return Object.entries(variables).some(
    ([name, text]) => typeof text === 'string' && visit(text, `assignedVariables.${name}`) === true,
  )
}

/** Adds the event's payloads to `into`: the same without their fields' names, for those who read a whole history. */
export function collectPayloads({ details }: HistoryEvent, into: string[]): void {
  if (details === undefined) return
  const { input, parameters, output } = details
  if (typeof input === 'string') into.push(input)
  if (typeof parameters === 'string') into.push(parameters)
  if (typeof output === 'string') into.push(output)
  const variables = details['assignedVariables']
  if (typeof variables !== 'object' || variables === null) return
  for (const text of Object.values(variables)) if (typeof text === 'string') into.push(text)
}

/** Event types that carry execution data wherever it was asked for, beside those that enter and leave a state. */
const WITH_PAYLOAD: ReadonlySet<string> = new Set([
  'ExecutionStarted',
  'ExecutionSucceeded',
  'TaskScheduled',
  'TaskSubmitted',
  'TaskSucceeded',
  'ActivityScheduled',
  'ActivitySucceeded',
  'LambdaFunctionScheduled',
  'LambdaFunctionSucceeded',
])
const OF_STATE = /^\w+State(?:Entered|Exited)$/

/** Whether an event of this type carries a payload: if it has none, the history came without execution data. */
export function shouldHavePayload({ type }: HistoryEvent): boolean {
  if (WITH_PAYLOAD.has(type)) return true
  return (type.endsWith('Entered') || type.endsWith('Exited')) && OF_STATE.test(type)
}

/** Whether an event of this type carries a payload, and this one came without. */
export function lacksPayload(event: HistoryEvent): boolean {
  return shouldHavePayload(event) && !somePayload(event, () => true)
}
