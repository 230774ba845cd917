import type { HistoryEvent } from '../history/events.ts'

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
    const text = details[field]
    if (typeof text === 'string' && visit(text, field) === true) return true
  }
  const variables = details['assignedVariables']
  if (typeof variables !== 'object' || variables === null) return false
  return Object.entries(variables).some(
    ([name, text]) => typeof text === 'string' && visit(text, `assignedVariables.${name}`) === true,
  )
}

/** Event types that carry execution data wherever it was asked for (history-rules, "The wire"). */
const WITH_PAYLOAD =
  /^(?:Execution(?:Started|Succeeded)|\w+State(?:Entered|Exited)|(?:Task|Activity)(?:Scheduled|Succeeded)|LambdaFunction(?:Scheduled|Succeeded)|TaskSubmitted)$/

/** Whether the event should carry a payload that is not loaded (yet): the history came without execution data. */
export function lacksPayload(event: HistoryEvent): boolean {
  const { details } = event
  const isLoaded = details !== undefined && PAYLOADS.some(field => details[field] !== undefined)
  return !isLoaded && WITH_PAYLOAD.test(event.type)
}
