import type { HistoryEvent } from '../../history/events.ts'
import { ABORTED, FAILED, ROOT, type Slot, SUCCEEDED, TIMED_OUT } from '../columns.ts'
import { type TreeDraft } from '../tree-draft.ts'
import { placeContainerFailed, placeContainerSucceeded, placeRoundStarted } from './containers.ts'
import {
  placeExecutionCut,
  placeExecutionFailed,
  placeExecutionRedriven,
  placeExecutionStarted,
  placeExecutionSucceeded,
} from './execution.ts'
import { placeIterationEnd, placeIterationStarted } from './map.ts'
import { placeMapRunAborted, placeMapRunEvent, placeMapRunStarted } from './map-run.ts'
import { assign } from './spans.ts'
import { placeEntered, placeEvaluationFailed, placeExited, placeStateAborted } from './states.ts'
import { placeAttemptEnd, placeProgress, placeScheduled } from './tasks.ts'

/** Places one event; `from` is the span of the event it follows from. */
type Rule = (draft: TreeDraft, event: HistoryEvent, from: Slot) => void

const STATE_TYPES = ['Task', 'Map', 'Parallel', 'Choice', 'Wait', 'Pass', 'Succeed', 'Fail'] as const

/** One rule a family of event types: the whole of how a history becomes a tree. */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['ExecutionStarted', placeExecutionStarted],
  ['ExecutionSucceeded', placeExecutionSucceeded],
  ['ExecutionFailed', placeExecutionFailed],
  ['ExecutionAborted', placeExecutionCut(ABORTED)],
  ['ExecutionTimedOut', placeExecutionCut(TIMED_OUT)],
  ['ExecutionRedriven', placeExecutionRedriven],
  ...STATE_TYPES.map((type): [string, Rule] => [`${type}StateEntered`, placeEntered(type)]),
  ...STATE_TYPES.map((type): [string, Rule] => [`${type}StateExited`, placeExited(type)]),
  ...forEach(['Task', 'Map', 'Parallel', 'Wait'], 'StateAborted', placeStateAborted),
  ...forEach(['Task', 'LambdaFunction', 'Activity'], 'Scheduled', placeScheduled),
  ...forEach(['Task', 'LambdaFunction', 'Activity'], 'Started', placeProgress),
  ['TaskSubmitted', placeProgress],
  ...forEach(['Task', 'LambdaFunction', 'Activity'], 'Succeeded', placeAttemptEnd(SUCCEEDED)),
  ...forEach(['Task', 'LambdaFunction', 'Activity'], 'TimedOut', placeAttemptEnd(TIMED_OUT)),
  ...forEach(['Task', 'LambdaFunction', 'Activity'], 'Failed', placeAttemptEnd(FAILED)),
  ...forEach(['TaskStart', 'TaskSubmit', 'LambdaFunctionStart'], 'Failed', placeAttemptEnd(FAILED)),
  ...forEach(['LambdaFunctionSchedule', 'ActivitySchedule'], 'Failed', placeAttemptEnd(FAILED)),
  ['MapStateStarted', placeRoundStarted('Map')],
  ['ParallelStateStarted', placeRoundStarted('Parallel')],
  ['MapStateSucceeded', placeContainerSucceeded('Map')],
  ['ParallelStateSucceeded', placeContainerSucceeded('Parallel')],
  ['MapStateFailed', placeContainerFailed('Map')],
  ['ParallelStateFailed', placeContainerFailed('Parallel')],
  ['MapIterationStarted', placeIterationStarted],
  ['MapIterationSucceeded', placeIterationEnd(SUCCEEDED)],
  ['MapIterationFailed', placeIterationEnd(FAILED)],
  ['MapIterationAborted', placeIterationEnd(ABORTED)],
  ['MapRunStarted', placeMapRunStarted],
  ['MapRunSucceeded', placeMapRunEvent(SUCCEEDED)],
  ['MapRunFailed', placeMapRunEvent(FAILED)],
  ['MapRunAborted', placeMapRunAborted],
  ['MapRunRedriven', placeMapRunEvent(undefined)],
  ['EvaluationFailed', placeEvaluationFailed],
])

/** Gives an event its span. Never throws: an event that breaks the rules is reported and stays where it points to. */
export function placeEvent(draft: TreeDraft, event: HistoryEvent): void {
  placeFrom(draft, event, chainedTo(draft, event))
}

/** The same, where it is known otherwise from which span the climb starts. */
export function placeFrom(draft: TreeDraft, event: HistoryEvent, from: Slot): void {
  const rule = RULES.get(event.type) ?? ruleByForm(event.type)
  if (rule !== undefined) {
    rule(draft, event, from)
    return
  }
  draft.report(event, `unknown event type ${event.type}`)
  assign(draft, event, from)
}

/** The span of the previous event: the execution where there is none, `NONE` where it is not loaded. */
function chainedTo(draft: TreeDraft, event: HistoryEvent): Slot {
  const previous = event.previousEventId
  if (previous > 0 && previous < event.id) return draft.slotOfEvent(previous)
  if (previous !== 0) reportLater(draft, event)
  return ROOT
}

/** An event follows from an earlier one, never from itself or a later one. */
export function reportLater(draft: TreeDraft, event: HistoryEvent): void {
  draft.report(event, `previousEventId ${event.previousEventId} is not an earlier event`)
}

/** A state type that AWS adds tomorrow is entered and left like the others. */
function ruleByForm(type: string): Rule | undefined {
  if (type.endsWith('StateEntered')) return placeEntered(type.slice(0, -'StateEntered'.length))
  if (type.endsWith('StateExited')) return placeExited(type.slice(0, -'StateExited'.length))
  if (type.endsWith('StateAborted')) return placeStateAborted
  return undefined
}

function forEach(prefixes: readonly string[], suffix: string, rule: Rule): readonly [string, Rule][] {
  return prefixes.map(prefix => [prefix + suffix, rule])
}
