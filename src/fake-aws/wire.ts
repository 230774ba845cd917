import type { HistoryEvent, Millis } from '../history/events.ts'
import { toApiEvent } from '../history/normalize-event.ts'

/** A JSON object as it travels. */
export type Json = Readonly<Record<string, unknown>>

/** A history event as AWS JSON 1.0 writes it: time in epoch seconds. */
export interface WireEvent extends Json {
  readonly id: number
  readonly type: string
  readonly timestamp: number
}

/** The event in AWS JSON 1.0. */
export function toWireEvent(event: HistoryEvent): WireEvent {
  return { ...toApiEvent(event), timestamp: epochSeconds(event.timestamp) }
}

/** Epoch seconds with a millisecond fraction, the time format of AWS JSON 1.0. */
export function epochSeconds(at: Millis): number {
  return Math.round(at) / 1000
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(json: Json, member: string): string | undefined {
  const value = json[member]
  return typeof value === 'string' ? value : undefined
}

const EXECUTION_DATA = new Set([
  'input',
  'inputDetails',
  'output',
  'outputDetails',
  'parameters',
  'assignedVariables',
  'assignedVariablesDetails',
])

/** The event as `includeExecutionData=false` answers it: names, indexes and lengths stay. */
export function withoutExecutionData(event: WireEvent): WireEvent {
  const copy: Record<string, unknown> = {}
  for (const [member, value] of Object.entries(event)) {
    copy[member] =
      member.endsWith('EventDetails') && isJson(value)
        ? Object.fromEntries(Object.entries(value).filter(([field]) => !EXECUTION_DATA.has(field)))
        : value
  }
  return { ...copy, id: event.id, type: event.type, timestamp: event.timestamp }
}
