import { branchNameOf } from '../../analysis/branch-name.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span } from '../../model/span.ts'
import { pathTo } from '../../model/walk.ts'
import { stateName } from '../../words/known-time.ts'

/** How a span is called in a heading or a sentence. */
export function spanTitle(tree: ExecutionTree, span: Span): string {
  switch (span.kind) {
    case 'execution':
      return 'Execution'
    case 'stateVisit':
      return stateName(tree, span.name)
    case 'taskAttempt':
      return `${stateName(tree, span.name)} · attempt ${span.attempt}`
    case 'mapIteration':
      return `${stateName(tree, span.name)} #${span.index}`
    case 'parallelBranch':
      return branchNameOf(tree, span)
    case 'mapRun':
      return 'Map Run'
    default:
      return assertNever(span)
  }
}

/** The same in a breadcrumb, where the container stands just before: `#412` instead of `ProcessOrders #412`. */
export function crumbTitle(tree: ExecutionTree, span: Span): string {
  if (span.kind === 'mapIteration') return `#${span.index}`
  if (span.kind === 'taskAttempt') return `attempt ${span.attempt}`
  return spanTitle(tree, span)
}

/** A span's place in words: `ProcessOrders › #412 › ChargeCard`. */
export function pathWords(tree: ExecutionTree, span: Span): string {
  return pathTo(tree, span)
    .map(part => crumbTitle(tree, part))
    .join(' › ')
}

const KEEP_START = 12
const KEEP_END = 8

/** Breadcrumbs alone cut names in the middle: both the beginning and the end tell states apart. */
export function shortenMiddle(name: string): string {
  const letters = Array.from(name)
  if (letters.length <= KEEP_START + KEEP_END + 1) return name
  return `${letters.slice(0, KEEP_START).join('')}…${letters.slice(-KEEP_END).join('')}`
}

function assertNever(span: never): never {
  throw new Error(`A span of an unknown kind: ${JSON.stringify(span)}`)
}
