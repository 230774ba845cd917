import type { HistoryEvent } from './events.ts'
import { memberOf } from './json-value.ts'

/** An error's name and cause as AWS wrote them; either may be missing. */
export interface EventError {
  readonly error?: string
  readonly cause?: string
}

/** The details' fields that hold execution data, which `includeExecutionData=false` leaves out. */
const PAYLOAD_FIELDS = ['input', 'output', 'parameters', 'assignedVariables'] as const

/**
 * The state an event names: of `*StateEntered` and `*StateExited` the state, of `MapIteration*` the Map state, of
 * `EvaluationFailed` the state that could not be evaluated. Undefined for all others, which carry no name.
 */
export function stateNameOf(event: HistoryEvent): string | undefined {
  return textField(event, 'name') ?? (event.type === 'EvaluationFailed' ? textField(event, 'state') : undefined)
}

/** The error and cause an event carries; undefined where it carries neither. */
export function errorOf(event: HistoryEvent): EventError | undefined {
  const error = textField(event, 'error')
  const cause = textField(event, 'cause')
  if (error === undefined && cause === undefined) return undefined
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) }
}

/** The JSON text an event took in: `input`, or a task's `parameters`. */
export function inputOf(event: HistoryEvent): string | undefined {
  return textField(event, 'input') ?? textField(event, 'parameters')
}

/** The JSON text an event gave out. */
export function outputOf(event: HistoryEvent): string | undefined {
  return textField(event, 'output')
}

/** A Map iteration's index, from 0. */
export function iterationIndexOf(event: HistoryEvent): number | undefined {
  return numberField(event, 'index')
}

/** Whether the event carries execution data (input, output, parameters, variables). Error and cause do not count. */
export function hasPayload(event: HistoryEvent): boolean {
  const details = event.details
  return details !== undefined && PAYLOAD_FIELDS.some(field => details[field] !== undefined)
}

/** One field of the details if it is text. */
export function textField(event: HistoryEvent, field: string): string | undefined {
  const value = memberOf(event.details, field)
  return typeof value === 'string' ? value : undefined
}

/** One field of the details if it is a number. */
function numberField(event: HistoryEvent, field: string): number | undefined {
  const value = memberOf(event.details, field)
  return typeof value === 'number' ? value : undefined
}
