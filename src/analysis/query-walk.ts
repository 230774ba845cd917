import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span, SpanKey } from '../model/span.ts'
import type { Candidate } from './term-test.ts'

/** A span to be asked, and what came of it. */
export interface Open extends Candidate {
  readonly parentMatched: boolean
  matched: boolean
}

/**
 * All spans of a tree (or those of `only`), parents before children, each with what those around it hand down. No generator:
 * one that goes through another costs more than most questions.
 */
export class QueryWalk {
  private readonly tree: ExecutionTree
  private readonly only: ReadonlySet<SpanKey> | undefined
  /** Of each container on the way the next child: a Map of thousands of iterations is not laid out as a whole. */
  private readonly path: { readonly open: Open; next: number }[] = []
  private isBegun = false

  constructor(tree: ExecutionTree, only: ReadonlySet<SpanKey> | undefined) {
    this.tree = tree
    this.only = only
  }

  next(): Open | undefined {
    if (!this.isBegun) {
      this.isBegun = true
      return this.entered({
        span: this.tree.root,
        state: undefined,
        around: [],
        iterations: [],
        parentMatched: false,
        matched: false,
      })
    }
    for (let top = this.path.at(-1); top !== undefined; top = this.path.at(-1)) {
      const key = top.open.span.children[top.next++]
      if (key === undefined) {
        this.path.pop()
        continue
      }
      const span = this.only === undefined || this.only.has(key) ? this.tree.span(key) : undefined
      if (span !== undefined) return this.entered(openIn(top.open, span))
    }
    return undefined
  }

  private entered(open: Open): Open {
    if (open.span.children.length > 0) this.path.push({ open, next: 0 })
    return open
  }
}

function openIn({ state, around, iterations, matched: parentMatched }: Open, span: Span): Open {
  switch (span.kind) {
    case 'stateVisit':
      return { span, state: span.name, around: [...around, span.name], iterations, parentMatched, matched: false }
    case 'taskAttempt':
    case 'mapRun':
      return { span, state, around, iterations, parentMatched, matched: false }
    case 'mapIteration':
      return { span, state: undefined, around, iterations: [...iterations, span.index], parentMatched, matched: false }
    default:
      return { span, state: undefined, around, iterations, parentMatched, matched: false }
  }
}
