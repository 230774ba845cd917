import type { HistoryEvent } from '../history/events.ts'

/** A payload or error text of an event, and the member of the details it stands in. */
export interface EventText {
  readonly field: string
  readonly text: string
}

/** Execution data: JSON as text. */
const PAYLOADS = ['input', 'parameters', 'output'] as const

/** The payloads of an event, the values of assigned variables among them (`assignedVariables.name`). */
export function payloadsOf(event: HistoryEvent): readonly EventText[] {
  const { details } = event
  if (details === undefined) return []
  const texts: EventText[] = []
  for (const field of PAYLOADS) {
    const text = details[field]
    if (typeof text === 'string') texts.push({ field, text })
  }
  const variables = details['assignedVariables']
  if (typeof variables === 'object' && variables !== null) {
    for (const [name, text] of Object.entries(variables)) {
      if (typeof text === 'string') texts.push({ field: `assignedVariables.${name}`, text })
    }
  }
  return texts
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
