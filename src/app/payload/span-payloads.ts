import type { HistoryEvent } from '../../history/events.ts'
import { memberOf, tryParse } from '../../history/json-value.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'

/** A payload of a span as AWS recorded it: JSON text, never parsed here. */
export type Payload =
  | { readonly state: 'here'; readonly name: string; readonly text: string; readonly truncated: boolean }
  /** The event is known, its payload is still to be asked for (the skeleton came first). */
  | { readonly state: 'notLoaded'; readonly name: string }

export interface SpanPayloads {
  readonly input: readonly Payload[]
  readonly output: readonly Payload[]
}

const NOTHING: SpanPayloads = { input: [], output: [] }

/**
 * The payloads that went into and came out of a span.
 *
 * A visit's are those of its Entered and Exited events, an attempt's those of its Scheduled and Succeeded events. An
 * iteration or a branch has none of its own: what went in is what its first visit got, what came out its last one gave.
 *
 * @param complete whether every event's payload was asked for; if not, an absent one is `notLoaded`.
 */
export function payloadsOf(tree: ExecutionTree, span: Span, complete: boolean): SpanPayloads {
  if (span.kind === 'mapRun') return NOTHING
  if (span.kind === 'mapIteration' || span.kind === 'parallelBranch') return payloadsOfSequence(tree, span, complete)
  const input: Payload[] = []
  const output: Payload[] = []
  for (const id of span.events) {
    const event = tree.event(id)
    if (event === undefined) continue
    addPayload(input, event, {
      member: 'input',
      name: 'Input',
      expected: /(Entered|ExecutionStarted|[a-z]Scheduled)$/.test(event.type) && event.type !== 'TaskScheduled',
      complete,
    })
    addPayload(input, event, {
      member: 'parameters',
      name: 'Parameters',
      expected: event.type === 'TaskScheduled',
      complete,
    })
    addPayload(output, event, {
      member: 'output',
      name: outputName(event.type),
      expected:
        /(Exited|Succeeded)$/.test(event.type) && !/^(MapState|ParallelState|MapRun|MapIteration)/.test(event.type),
      complete,
    })
    addVariables(output, event)
  }
  return { input, output }
}

function payloadsOfSequence(tree: ExecutionTree, span: Span, complete: boolean): SpanPayloads {
  const first = childAt(tree, span, 0)
  const last = childAt(tree, span, span.children.length - 1)
  return {
    input: first === undefined ? [] : payloadsOf(tree, first, complete).input,
    output: last === undefined || span.outcome !== 'succeeded' ? [] : payloadsOf(tree, last, complete).output,
  }
}

function childAt(tree: ExecutionTree, span: Span, index: number): Span | undefined {
  const key = span.children[index]
  return key === undefined ? undefined : tree.span(key)
}

function outputName(type: string): string {
  return type.endsWith('Submitted') ? 'Output of the submission' : 'Output'
}

interface Wanted {
  readonly member: 'input' | 'parameters' | 'output'
  readonly name: string
  readonly expected: boolean
  readonly complete: boolean
}

function addPayload(into: Payload[], event: HistoryEvent, wanted: Wanted): void {
  const text = memberOf(event.details, wanted.member)
  if (typeof text === 'string') {
    into.push({
      state: 'here',
      name: wanted.name,
      text,
      truncated: isTruncated(memberOf(event.details, `${wanted.member}Details`)),
    })
  } else if (wanted.expected && !wanted.complete) {
    into.push({ state: 'notLoaded', name: wanted.name })
  }
}

/** Variables assigned on leaving the state: an object of JSON texts by name. */
function addVariables(into: Payload[], event: HistoryEvent): void {
  const variables = event.details?.['assignedVariables']
  if (typeof variables !== 'object' || variables === null || Object.keys(variables).length === 0) return
  // Numbers stay as they are written: the texts are put together, never parsed.
  const members = Object.entries(variables).map(([name, text]) => `${JSON.stringify(name)}:${jsonOrText(text)}`)
  into.push({
    state: 'here',
    name: 'Variables assigned',
    text: `{${members.join(',')}}`,
    truncated: isTruncated(event.details?.['assignedVariablesDetails']),
  })
}

/** A variable that is no JSON is shown as the text it is. */
function jsonOrText(value: unknown): string {
  return typeof value === 'string' && tryParse(value) !== undefined ? value : (JSON.stringify(value) ?? 'null')
}

function isTruncated(details: unknown): boolean {
  return typeof details === 'object' && details !== null && 'truncated' in details && details.truncated === true
}
