import { textField } from '../history/event-fields.ts'
import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { referencesOf } from '../model/references.ts'
import type { MapRun, Span, SpanKey, TaskAttempt } from '../model/span.ts'
import { depthFirst } from '../model/walk.ts'

/** The place in a history where children hang: a task that started an execution, or a Map Run. */
export type GraftPlace =
  | {
      readonly kind: 'nested'
      readonly key: SpanKey
      readonly arn: string
      readonly express: boolean
      readonly waits: boolean
    }
  | { readonly kind: 'mapRun'; readonly key: SpanKey; readonly arn: string }

// A span that did not change is the same object, so it is read once.
const placeOfSpan = new WeakMap<Span, GraftPlace | 'none'>()

/** The graft at a span; undefined where it started nothing, or where no event loaded tells what. */
export function graftPlaceOf(tree: ExecutionTree, span: Span): GraftPlace | undefined {
  if (span.kind !== 'taskAttempt' && span.kind !== 'mapRun') return undefined
  const known = placeOfSpan.get(span)
  if (known !== undefined) return known === 'none' ? undefined : known
  const place = span.kind === 'mapRun' ? mapRunAt(tree, span) : startedBy(tree, span)
  // What came without its payload may come with it later.
  if (place !== undefined || startsUntold(tree, span) === undefined) placeOfSpan.set(span, place ?? 'none')
  return place
}

const placesOfTree = new WeakMap<ExecutionTree, readonly GraftPlace[]>()

/** All grafts of a history in order of their spans' opening events. */
export function graftPlacesOf(tree: ExecutionTree): readonly GraftPlace[] {
  const known = placesOfTree.get(tree)
  if (known !== undefined) return known
  const places: GraftPlace[] = []
  for (const { span } of depthFirst(tree)) {
    const place = graftPlaceOf(tree, span)
    if (place !== undefined) places.push(place)
  }
  places.sort((a, b) => a.key - b.key)
  placesOfTree.set(tree, places)
  return places
}

function mapRunAt(tree: ExecutionTree, run: MapRun): GraftPlace | undefined {
  const opening = tree.event(run.startEventId)
  const arn = run.mapRunArn ?? (opening === undefined ? undefined : textField(opening, 'mapRunArn'))
  return arn === undefined ? undefined : { kind: 'mapRun', key: run.key, arn }
}

/**
 * Every form of `startExecution`: the optimised integration, with `.sync`, `.sync:2` or `.waitForTaskToken`, and the AWS SDK's. The
 * child's ARN stands in the output of `TaskSubmitted` or `TaskSucceeded`, or in the cause of `TaskFailed`.
 */
function startedBy(tree: ExecutionTree, attempt: TaskAttempt): GraftPlace | undefined {
  for (const id of attempt.events) {
    const started = startedIn(tree, id)
    if (started === undefined) continue
    return { kind: 'nested', key: attempt.key, ...started, waits: waitsFor(tree, attempt) }
  }
  return undefined
}

function startedIn(tree: ExecutionTree, id: EventId): { readonly arn: string; readonly express: boolean } | undefined {
  const event = tree.event(id)
  const service = event === undefined ? undefined : textField(event, 'resourceType')
  if (event === undefined || (service !== 'states' && service !== 'aws-sdk:sfn')) return undefined
  for (const reference of referencesOf(event)) {
    if (reference.kind === 'childExecution') return { arn: reference.arn, express: reference.express }
  }
  return undefined
}

/**
 * Whether an attempt started an execution, or may have, that nothing loaded names: its answer came without payload. `waits`: the task
 * waits for its end.
 */
export function startsUntold(tree: ExecutionTree, span: Span): { readonly waits: boolean } | undefined {
  if (span.kind !== 'taskAttempt' || startedBy(tree, span) !== undefined) return undefined
  const isUntold = span.events.some(id => {
    const event = tree.event(id)
    return event !== undefined && isAnswer(event) && textField(event, 'output') === undefined
  })
  return isUntold ? { waits: waitsFor(tree, span) } : undefined
}

/** What names an execution that was started, where that went well. */
function isAnswer(event: HistoryEvent): boolean {
  if (event.type !== 'TaskSubmitted' && event.type !== 'TaskSucceeded') return false
  const service = textField(event, 'resourceType')
  return (
    (service === 'states' || service === 'aws-sdk:sfn') &&
    /^start(Sync)?Execution/.test(textField(event, 'resource') ?? '')
  )
}

/** Plain `startExecution` and the AWS SDK's are answered as soon as the child is started. */
function waitsFor(tree: ExecutionTree, attempt: TaskAttempt): boolean {
  const scheduled = tree.event(attempt.startEventId)
  const resource = scheduled === undefined ? undefined : textField(scheduled, 'resource')
  return resource !== undefined && /^startSyncExecution$|^startExecution\.(sync(:2)?|waitForTaskToken)$/.test(resource)
}
