import type { HistoryEvent } from '../../history/events.ts'

/** What an event is to its span, however it is told where it belongs. */
export type EventFamily =
  | 'execution'
  | 'entered'
  | 'exited'
  | 'scheduled'
  | 'progress'
  | 'attemptEnd'
  | 'container'
  | 'iterationStarted'
  | 'iterationEnd'
  | 'mapRun'
  | 'evaluationFailed'
  | 'other'

const FAMILIES: readonly (readonly [RegExp, EventFamily])[] = [
  [/^Execution/, 'execution'],
  [/StateEntered$/, 'entered'],
  [/StateExited$/, 'exited'],
  [/^(?:Task|LambdaFunction|Activity)Scheduled$/, 'scheduled'],
  [/^(?:(?:Task|LambdaFunction|Activity)Started|TaskSubmitted)$/, 'progress'],
  [/^(?:Task|LambdaFunction|Activity)(?:Succeeded|TimedOut|(?:Schedule|Start|Submit)?Failed)$/, 'attemptEnd'],
  [/^(?:Map|Parallel)State(?:Started|Succeeded|Failed)$/, 'container'],
  [/^MapIterationStarted$/, 'iterationStarted'],
  [/^MapIteration(?:Succeeded|Failed|Aborted)$/, 'iterationEnd'],
  [/^MapRun/, 'mapRun'],
  [/^EvaluationFailed$/, 'evaluationFailed'],
]

const known = new Map<string, EventFamily>()

/** The family of an event type; `other` for what carries no place (`*StateAborted`) or is not known. */
export function familyOf({ type }: HistoryEvent): EventFamily {
  let family = known.get(type)
  if (family === undefined) {
    family = FAMILIES.find(([form]) => form.test(type))?.[1] ?? 'other'
    known.set(type, family)
  }
  return family
}

/** Records of something that went wrong in a state, of which a container's or the execution's failure is the consequence. */
export function isFailureType(type: string): boolean {
  return /(?:Failed|TimedOut)$|^FailStateEntered$/.test(type) && !/^(?:MapIteration|Execution)/.test(type)
}

/** The name in an event's details: of a state, or of an iteration's Map. */
export function nameOf(event: HistoryEvent): string {
  const name = event.details?.['name']
  return typeof name === 'string' ? name : ''
}

/** `Map` of `MapStateStarted`. */
export function stateTypeOf({ type }: HistoryEvent): string {
  return type.replace(/State(?:Entered|Exited|Started|Succeeded|Failed|Aborted)$/, '')
}
