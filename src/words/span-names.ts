import type { ExecutionTree } from '../model/execution-tree.ts'
import { assertNever, type Span } from '../model/span.ts'
import { branchNameOf } from './branch-name.ts'
import { stateName } from './known-time.ts'

/**
 * What a span is called beside its container, in a row, a breadcrumb or a line of the outline: `ChargeCard`, `#412`, `Attempt 3`; a
 * branch's name is that of its first state. Said to be
 * missing where the name of a state is not known.
 */
export function spanName(tree: ExecutionTree, span: Span): string {
  switch (span.kind) {
    case 'execution':
      return 'Execution'
    case 'stateVisit':
      return stateName(tree, span.name)
    case 'taskAttempt':
      return `Attempt ${span.attempt}`
    case 'mapIteration':
      return `#${span.index}`
    case 'parallelBranch':
      return branchNameOf(tree, span)
    case 'mapRun':
      return 'Map Run'
    default:
      return assertNever(span)
  }
}

/** The same where its container is not in sight, in a heading: `ProcessOrders #412`, `ChargeCard · attempt 3`. */
export function spanTitle(tree: ExecutionTree, span: Span): string {
  if (span.kind === 'mapIteration') return `${stateName(tree, span.name)} #${span.index}`
  if (span.kind !== 'taskAttempt') return spanName(tree, span)
  return `${stateName(tree, span.name)} · attempt ${span.attempt}`
}

/** AWS's word for what the span is: `Task`, `Map iteration`, `Map Run`. */
export function spanTypeName(span: Span): string {
  switch (span.kind) {
    case 'execution':
      return 'Execution'
    case 'stateVisit':
      return span.stateType
    case 'taskAttempt':
      return 'Task attempt'
    case 'mapIteration':
      return 'Map iteration'
    case 'parallelBranch':
      return 'Parallel branch'
    case 'mapRun':
      return 'Map Run'
    default:
      return assertNever(span)
  }
}

const KEEP_START = 12
const KEEP_END = 8

/** Breadcrumbs alone cut names in the middle: both the beginning and the end tell states apart. */
export function shortenMiddle(name: string): string {
  const letters = Array.from(name)
  if (letters.length <= KEEP_START + KEEP_END + 1) return name
  return `${letters.slice(0, KEEP_START).join('')}…${letters.slice(-KEEP_END).join('')}`
}
