import type { StateMachineDefinition } from '../history/definition.ts'
import { type EventError, errorOf, inputOf, outputOf } from '../history/event-fields.ts'
import type { HistoryEvent } from '../history/events.ts'
import { isRecord, tryParse } from '../history/json-value.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, StateVisit } from '../model/span.ts'
import { upwards } from '../model/walk.ts'
import { endsByCause, failureThatEnded } from './first-hand.ts'

/**
 * A Fail state's error stands in no event of its own. The end that it caused repeats it; so does the output of the container whose
 * Catch took it (`{"Error","Cause"}`: Amazon States Language, "Fallback states"); and the definition says it, unless it is only
 * worked out at run time. Undefined where none of them tells.
 */
export function errorOfFailState(
  tree: ExecutionTree,
  entered: HistoryEvent,
  definition?: StateMachineDefinition,
): EventError | undefined {
  const span = tree.spanOfEvent(entered.id)
  if (span?.kind !== 'stateVisit') return undefined
  const end = endsByCause(tree).get(entered.id)
  return (
    (end === undefined ? undefined : errorOf(end)) ??
    handedOver(tree, entered, span) ??
    definition?.states.get(span.name)?.fails
  )
}

/** What the nearest container that caught this very failure handed on. */
function handedOver(tree: ExecutionTree, entered: HistoryEvent, fail: Span): EventError | undefined {
  for (const at of upwards(tree, fail)) {
    if (at.kind !== 'stateVisit' || at.outcome !== 'caught') continue
    return failureThatEnded(tree, at)?.id === entered.id ? caughtErrorOf(tree, at) : undefined
  }
  return undefined
}

function caughtErrorOf(tree: ExecutionTree, visit: StateVisit): EventError | undefined {
  const exited = tree.event(visit.endEventId ?? 0)
  const output = parse(exited === undefined ? undefined : outputOf(exited))
  const began = tree.event(visit.startEventId)
  const known = new Set(errorsIn(parse(began === undefined ? undefined : inputOf(began))).map(text => text.key))
  // A Catch's ResultPath puts the error anywhere into the input: it is what the input did not hold.
  const added = errorsIn(output).filter(({ key }) => !known.has(key))
  return added.length === 1 ? added[0]?.error : undefined
}

const MAX_DEPTH = 6
const MAX_VALUES = 2000

interface FoundError {
  /** Tells two errors apart. */
  readonly key: string
  readonly error: EventError
}

/** Every object in a value that has an `Error`, perhaps a `Cause`, and nothing else. */
function errorsIn(value: unknown): readonly FoundError[] {
  const found: FoundError[] = []
  let pending: readonly unknown[] = [value]
  let left = MAX_VALUES
  for (let depth = 0; depth < MAX_DEPTH && pending.length > 0; depth++) {
    const inner: unknown[] = []
    for (const one of pending) {
      if (!isRecord(one) || left-- <= 0) continue
      const error = errorFrom(one)
      if (error === undefined) inner.push(...Object.values(one))
      else found.push({ key: JSON.stringify([error.error, error.cause]), error })
    }
    pending = inner
  }
  return found
}

function errorFrom(value: Record<string, unknown>): EventError | undefined {
  const { Error: error, Cause: cause, ...rest } = value
  if (typeof error !== 'string' || Object.keys(rest).length > 0) return undefined
  return { error, ...(typeof cause === 'string' ? { cause } : {}) }
}

function parse(text: string | undefined): unknown {
  // Cut off, it tells nothing.
  return text === undefined ? undefined : tryParse(text)?.value
}
