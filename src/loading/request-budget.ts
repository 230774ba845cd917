import type { ChildSource } from '../source/child-source.ts'
import type { AnySource, LogSource } from '../source/log-source.ts'
import { SourceError } from '../source/source.ts'

/** Requests that one view makes before a person is asked. */
export const DEFAULT_CEILING = 200

/** How many requests may be made, by all loaders together. */
export interface RequestBudget {
  readonly asked: number
  readonly ceiling: number
  /** Counts one more. @throws SourceError `RequestCeiling` where that would be one too many. */
  readonly take: () => void
  /** A person wants more. */
  readonly lift: (ceiling: number) => void
}

export function createRequestBudget(ceiling = DEFAULT_CEILING): RequestBudget {
  let asked = 0
  let most = ceiling
  return {
    get asked() {
      return asked
    },
    get ceiling() {
      return most
    },
    take: () => {
      if (asked >= most) throw ceilingReached(most)
      asked++
    },
    lift: to => {
      most = Math.max(most, to)
    },
  }
}

/** The code of the error that only a higher ceiling mends. */
export const CEILING_CODE = 'RequestCeiling'

function ceilingReached(ceiling: number): SourceError {
  return new SourceError(CEILING_CODE, `${ceiling} requests were made; no more are made by themselves.`, {
    why: 'The quota of Step Functions is shared by everything in the account.',
    whatToDo: 'Allow more to go on.',
  })
}

/** A source whose calls count. What is no question to AWS costs nothing. */
export function countedSource(source: AnySource, budget: RequestBudget): AnySource {
  if ('kind' in source) return countedLog(source, budget)
  if (!source.live) return source
  return {
    ref: source.ref,
    live: true,
    describe: async signal => (budget.take(), source.describe(signal)),
    readPage: async (request, signal) => (budget.take(), source.readPage(request, signal)),
    definition: async signal => (budget.take(), source.definition(signal)),
  }
}

function countedLog(source: LogSource, budget: RequestBudget): LogSource {
  const { describe } = source
  return {
    ...source,
    machine: async signal => (budget.take(), source.machine(signal)),
    describe: describe && (async signal => (budget.take(), describe(signal))),
    definition: async signal => (budget.take(), source.definition(signal)),
    machineDefinition: async (version, signal) => (budget.take(), source.machineDefinition(version, signal)),
    readLog: async (group, window, signal) => (budget.take(), source.readLog(group, window, signal)),
  }
}

/** The same of child lists. */
export function countedChildSource(source: ChildSource, budget: RequestBudget): ChildSource {
  return {
    describeMapRun: async (arn, signal) => (budget.take(), source.describeMapRun(arn, signal)),
    listChildren: async (request, signal) => (budget.take(), source.listChildren(request, signal)),
  }
}
