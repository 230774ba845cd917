import { errorOf, textField } from '../history/event-fields.ts'
import type { HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { referencesOf } from '../model/references.ts'
import type { Span, SpanKey } from '../model/span.ts'

/** A failure that another execution's history tells more of. */
export type ChildFailure =
  | { readonly kind: 'nested'; readonly arn: string }
  /** Which of its children brought the Map Run down is not told here: the first of them that failed. */
  | { readonly kind: 'mapRun'; readonly arn: string | undefined; readonly key: SpanKey }

/** A Map Run's own errors (`States.ItemReaderFailed`, `States.ResultWriterFailed`, …) are not its children's. */
const BY_ITS_CHILDREN = 'States.ExceedToleratedFailureThreshold'

/**
 * Whether a failure is that of an execution that this one started and waited for, and of which. A `TaskTimedOut` or a start that
 * was refused is the task's own. Undefined for all others.
 */
export function childFailureOf(tree: ExecutionTree, event: HistoryEvent, span: Span): ChildFailure | undefined {
  if (span.kind === 'mapRun') {
    const error = errorOf(event)?.error
    const isItsOwn = event.type === 'MapRunFailed' && error !== undefined && error !== BY_ITS_CHILDREN
    return isItsOwn ? undefined : { kind: 'mapRun', arn: span.mapRunArn ?? arnOf(tree, span), key: span.key }
  }
  if (event.type !== 'TaskFailed' || !/^startExecution\.sync(:2)?$/.test(textField(event, 'resource') ?? '')) {
    return undefined
  }
  const started = referencesOf(event).find(({ kind, field }) => kind === 'childExecution' && field === 'cause')
  return started?.kind === 'childExecution' ? { kind: 'nested', arn: started.arn } : undefined
}

function arnOf(tree: ExecutionTree, span: Span): string | undefined {
  const started = tree.event(span.startEventId)
  return started === undefined ? undefined : textField(started, 'mapRunArn')
}
