import { textField } from '../history/event-fields.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import { isRecord, textOf, tryParse } from '../history/json-value.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/** What started an execution, as far as its own facts tell. */
export type WayUp =
  /** A child of a Map Run, as DescribeExecution tells. Whose Map Run it is DescribeMapRun knows. */
  | { readonly kind: 'mapRun'; readonly arn: string }
  /** Its input names an execution as its parent: whoever wrote the input says so, AWS does not vouch for it. */
  | { readonly kind: 'execution'; readonly arn: string }

/** The key by which a parent names itself in its child's input (AWS docs, "Start a new execution from a Task state"). */
const STARTED_BY = 'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID'

/** Undefined where nothing tells that anything started it. */
export function wayUp(
  summary: Pick<ExecutionSummary, 'mapRunArn' | 'input'> | undefined,
  tree: ExecutionTree | undefined,
): WayUp | undefined {
  const mapRun = summary?.mapRunArn === undefined ? undefined : parseStatesArn(summary.mapRunArn)
  if (mapRun?.kind === 'mapRun') return { kind: 'mapRun', arn: mapRun.arn }
  const started = tree?.event(1)
  const input = (started === undefined ? undefined : textField(started, 'input')) ?? summary?.input
  const parent = input === undefined ? undefined : namedIn(input)
  return parent === undefined ? undefined : { kind: 'execution', arn: parent }
}

function namedIn(input: string): string | undefined {
  if (!input.includes(STARTED_BY)) return undefined
  // A payload that was cut tells nothing.
  const parsed = tryParse(input)?.value
  const named = isRecord(parsed) ? textOf(parsed[STARTED_BY]) : undefined
  return named !== undefined && parseStatesArn(named)?.kind === 'execution' ? named : undefined
}
