import type { Outcome } from '../model/span.ts'

interface OutcomeForms {
  /** In a table, a badge, a legend. */
  readonly name: string
  /** In a sentence. */
  readonly sentence: string
  /** The name of its icon: the shape that tells it without colour. */
  readonly icon: 'check' | 'spinner' | 'failed' | 'clock' | 'hook' | 'square'
  /** The same in a line of text. */
  readonly mark: string
}

const FORMS: Readonly<Record<Outcome, OutcomeForms>> = {
  succeeded: { name: 'Succeeded', sentence: 'succeeded', icon: 'check', mark: '✓' },
  running: { name: 'Running', sentence: 'running', icon: 'spinner', mark: '…' },
  aborted: { name: 'Aborted', sentence: 'aborted', icon: 'square', mark: '■' },
  caught: { name: 'Caught', sentence: 'failed and caught', icon: 'hook', mark: '↳' },
  timedOut: { name: 'Timed out', sentence: 'timed out', icon: 'clock', mark: '◷' },
  failed: { name: 'Failed', sentence: 'failed', icon: 'failed', mark: '✕' },
}

/** An outcome by itself: `Timed out`. */
export function outcomeName(outcome: Outcome): string {
  return FORMS[outcome].name
}

/** An outcome in a sentence: `timed out`, `failed and caught`. */
export function outcomeWords(outcome: Outcome): string {
  return FORMS[outcome].sentence
}

/** The name of the icon that tells an outcome without colour. */
export function outcomeIconName(outcome: Outcome): OutcomeForms['icon'] {
  return FORMS[outcome].icon
}

/** An outcome as one character of text. */
export function outcomeMark(outcome: Outcome): string {
  return FORMS[outcome].mark
}

const OF_STATUS: ReadonlyMap<string, Outcome> = new Map([
  ['RUNNING', 'running'],
  ['PENDING_REDRIVE', 'running'],
  ['SUCCEEDED', 'succeeded'],
  ['FAILED', 'failed'],
  ['TIMED_OUT', 'timedOut'],
  ['ABORTED', 'aborted'],
])

/** AWS's status of an execution or Map Run as an outcome; undefined for a status nobody knows yet. */
export function outcomeOfStatus(status: string | undefined): Outcome | undefined {
  return status === undefined ? undefined : OF_STATUS.get(status)
}
