import type { EventId, HistoryEvent } from '../history/events.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { branchKey } from '../model/keys.ts'
import type { Span, StateVisit } from '../model/span.ts'
import { upwards } from '../model/walk.ts'
import { oncePerTree } from './once-per-tree.ts'

/**
 * What followed from a failure: it was tried again, by the state itself or by a Map or Parallel around it, a redrive's try
 * included; a Catch took it; or neither, and what was around it went down with it.
 */
export type Consequence = 'retried' | 'caught' | 'fatal'

/**
 * The same with what the execution as a whole adds. `redriven`: a redrive took it up, rather than a Retry; `open`: nothing has
 * followed yet.
 */
export type Fate = Consequence | 'redriven' | 'open'

interface Followed {
  readonly consequence: Consequence
  readonly fate: Fate
}

/**
 * What became of the failure that `event` records in `span`: decided by the first thing around it, from the inside out, that
 * went on. `isEnd`: the execution ended by it.
 */
export function fateOf(tree: ExecutionTree, event: HistoryEvent, at: { span: Span; isEnd: boolean }): Followed {
  const failingId = lastTold(tree, event)
  if (at.span.kind === 'mapRun' && isRunAgain(tree, at.span, event.id))
    return { consequence: 'retried', fate: 'redriven' }
  let round = 0
  for (const around of upwards(tree, at.span)) {
    if (around.kind === 'mapIteration' || around.kind === 'parallelBranch' || around.kind === 'mapRun') {
      round = around.round
    }
    if (around.kind !== 'stateVisit') continue
    const restart = round === 0 ? nextTry(tree, around, failingId) : around.rounds[round]
    if (restart !== undefined) {
      return { consequence: 'retried', fate: isRedriven(tree, failingId, restart) ? 'redriven' : 'retried' }
    }
    if (around.outcome === 'caught') return { consequence: 'caught', fate: 'caught' }
  }
  // The execution is what lies around all: a redrive is another try of it.
  const fate = at.isEnd ? 'fatal' : fateWithoutEnd(tree, failingId)
  return { consequence: fate === 'redriven' ? 'retried' : 'fatal', fate }
}

/**
 * A Fail state that a redrive runs again is not entered anew: what it fails says so once more, pointing at the one event that there
 * is. The last of these is when it failed for good.
 */
function lastTold(tree: ExecutionTree, event: HistoryEvent): EventId {
  if (event.type !== 'FailStateEntered' || tree.root.redrives.length === 0) return event.id
  return failStatesTold(tree).get(event.id) ?? event.id
}

/** The last event that passes on what a Fail state did, by the event of that state. */
const failStatesTold = oncePerTree((tree): ReadonlyMap<EventId, EventId> => {
  const told = new Map<EventId, EventId>()
  for (const { from, to } of tree.loaded) {
    for (let id = from; id <= to; id++) {
      const { type = '', previousEventId = 0 } = tree.event(id) ?? {}
      if (type.endsWith('Failed') && tree.event(previousEventId)?.type === 'FailStateEntered')
        told.set(previousEventId, id)
    }
  }
  return told
})

/** A redrive takes a Map Run up again in place. */
function isRunAgain(tree: ExecutionTree, run: Span, failingId: EventId): boolean {
  return run.events.some(id => id > failingId && tree.event(id)?.type === 'MapRunRedriven')
}

function nextTry(tree: ExecutionTree, visit: StateVisit, failingId: EventId): EventId | undefined {
  const next = tree.span(firstAbove(visit.children, branchKey(failingId)) ?? 0)
  return next?.kind === 'taskAttempt' ? next.startEventId : firstAbove(visit.rounds, failingId)
}

/** The first of ascending numbers that is above a bound: a task may have thousands of attempts, each asking for the next. */
function firstAbove(ascending: readonly number[], bound: number): number | undefined {
  let [from, to] = [0, ascending.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((ascending[middle] ?? 0) > bound) to = middle
    else from = middle + 1
  }
  return ascending[from]
}

function fateWithoutEnd(tree: ExecutionTree, failingId: EventId): Fate {
  if (isRedriven(tree, failingId)) return 'redriven'
  return tree.root.outcome === 'running' || tree.root.outcome === 'succeeded' ? 'open' : 'fatal'
}

function isRedriven(tree: ExecutionTree, failingId: EventId, before = Number.POSITIVE_INFINITY): boolean {
  return tree.root.redrives.some(id => id > failingId && id < before)
}
