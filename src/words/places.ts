import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import { parentOf, upwards } from '../model/walk.ts'
import { branchWords } from './branch-name.ts'
import { shortenMiddle, spanName } from './span-names.ts'

/** One step from the outside in. A state that encloses an iteration is told by the iteration: `ProcessOrders #412`. */
export interface PlacePart {
  readonly kind: 'state' | 'iteration' | 'branch'
  /** The state's name; of an iteration or branch its Map's or Parallel's. */
  readonly name: string
  /** Of an iteration (from 0) or a branch (from 0). */
  readonly index: number | undefined
  /** `ChargeCard`, `ProcessOrders #412`, `Both branch ChargeCard`. */
  readonly words: string
  readonly key: SpanKey
}

/** Where a span lies, for people. */
export interface Place {
  readonly parts: readonly PlacePart[]
  /** `ProcessOrders #412 › ChargeCard`; empty for the execution itself. */
  readonly text: string
  /** Indexes of the Map iterations around it, outermost first. */
  readonly iterations: readonly number[]
}

export const PATH_SEPARATOR = ' › '

/** Where a span lies, from the execution inwards. An attempt and a map run are told by their state. */
export function placeOf(tree: ExecutionTree, span: Span): Place {
  const parts: PlacePart[] = []
  let inner: Span | undefined
  for (const at of upwards(tree, span)) {
    const part = partOf(tree, at, inner)
    if (part !== undefined) parts.unshift(part)
    inner = at
  }
  return {
    parts,
    text: parts.map(({ words }) => words).join(PATH_SEPARATOR),
    iterations: parts.filter(part => part.kind === 'iteration').map(part => part.index ?? 0),
  }
}

/**
 * Words that hold a path, no longer than so many characters where that can be: steps in its middle are left out first, then what lies
 * in the middle of long names. `Charge failed in Outer branch A › … › Inner branch Z`.
 */
export function shortenPath(words: string, most: number): string {
  if (words.length <= most) return words
  const [first = '', ...rest] = words.split(PATH_SEPARATOR)
  const short = (from: number) => [first, ...(from > 0 ? ['…'] : []), ...rest.slice(from)].join(PATH_SEPARATOR)
  let from = 0
  while (from < rest.length - 1 && short(from).length > most) from++
  const path = short(from)
  return path.length <= most ? path : path.split(' ').map(shortenMiddle).join(' ')
}

/** What it lies in: `ProcessOrders #412 › Both branch ChargeCard`; undefined at the top. */
export function placeAround(tree: ExecutionTree, span: Span): string | undefined {
  const container = parentOf(tree, span)
  const text = container === undefined ? '' : placeOf(tree, container).text
  return text === '' ? undefined : text
}

/** The same in words; empty where there is no such span. */
export function placeOfKey(tree: ExecutionTree, key: SpanKey): string {
  const span = tree.span(key)
  return span === undefined ? '' : placeOf(tree, span).text
}

function partOf(tree: ExecutionTree, span: Span, inner: Span | undefined): PlacePart | undefined {
  const { key } = span
  switch (span.kind) {
    case 'stateVisit':
      // What lies in an iteration or branch is told by that, which carries the state's name.
      if (inner?.kind === 'mapIteration' || inner?.kind === 'parallelBranch') return undefined
      return { kind: 'state', name: span.name, index: undefined, words: span.name, key }
    case 'mapIteration':
      return { kind: 'iteration', name: span.name, index: span.index, words: `${span.name} #${span.index}`, key }
    case 'parallelBranch': {
      const parent = parentOf(tree, span)
      const name = parent?.kind === 'stateVisit' ? parent.name : ''
      return { kind: 'branch', name, index: span.index, words: `${name} ${branchWords(tree, span)}`.trim(), key }
    }
    default:
      return undefined
  }
}

/** Where a span lies and, of an attempt or a Map Run, what it is: `ProcessOrders #412 › ChargeCard › Attempt 2`. */
export function pathWords(tree: ExecutionTree, span: Span): string {
  const isPlace = span.kind !== 'taskAttempt' && span.kind !== 'mapRun' && span.kind !== 'execution'
  return [placeOf(tree, span).text, isPlace ? '' : spanName(tree, span)]
    .filter(text => text !== '')
    .join(PATH_SEPARATOR)
}
