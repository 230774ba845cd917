import { eventLimitOf } from '../../analysis/budget.ts'
import type { Millis } from '../../history/events.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Outcome } from '../../model/span.ts'
import { activeMs } from '../../model/stretches.ts'
import { toldOutcome } from '../../words/known-outcome.ts'
import { outcomeName, outcomeOfStatus } from '../../words/outcomes.ts'

/** What the header tells of an execution, from whatever is known so far. */
export interface ExecutionFacts {
  readonly machineName: string
  readonly name: string
  readonly outcome: Outcome | undefined
  readonly startedAt: Millis | undefined
  /** False where the beginning is not in the file: it started before `startedAt`, and took longer than `total`. */
  readonly startKnown: boolean
  /** From start to end, or to `now` while it runs. */
  readonly total: Millis | undefined
  /** Without the gaps before redrives. Undefined where there are none, or not all is known yet. */
  readonly active: Millis | undefined
  readonly events: number | undefined
  /** The most it may have; undefined where there is no limit. */
  readonly eventLimit: number | undefined
  /** How many of these are in its file or log, where some are missing. */
  readonly eventsHere: number | undefined
  /** Read from a log in AWS, not from a file. */
  readonly isFromLog: boolean
  readonly redrives: number
}

export function factsOf(view: ExecutionView, now: Millis): ExecutionFacts {
  const { summary, tree, progress } = view
  const outcome = outcomeOfStatus(summary?.status) ?? treeOutcome(tree)
  const { startedAt, startKnown } = startOf(view)
  const endedAt = outcome === 'running' ? now : (summary?.stoppedAt ?? tree?.root.endedAt)
  return {
    machineName: summary?.stateMachineName ?? '',
    name: nameOf(view),
    outcome,
    startedAt,
    startKnown,
    total: startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt,
    active: tree === undefined ? undefined : activeTime(tree, now),
    events: progress.totalEvents ?? tree?.lastEventId,
    eventLimit: eventLimitOf(view),
    eventsHere: tree?.isFinal === true && tree.eventCount < tree.lastEventId ? tree.eventCount : undefined,
    isFromLog: view.log !== undefined,
    redrives: Math.max(summary?.redriveCount ?? 0, tree?.root.redrives.length ?? 0),
  }
}

/** A history does not say what its execution is called: then its file's name does. */
function nameOf({ summary, ref }: ExecutionView): string {
  const name = summary?.name ?? ''
  return name === '' && ref.kind === 'file' ? ref.fileName : name
}

/** A file without the beginning tells a start only if something else than its events does. */
function startOf({ summary, tree }: ExecutionView): Pick<ExecutionFacts, 'startedAt' | 'startKnown'> {
  const told = summary?.startedAt
  const isMissing = tree?.isFinal === true && !tree.root.beginningLoaded && tree.eventCount > 0
  if (isMissing && (told === undefined || told >= tree.root.startedAt)) {
    return { startedAt: tree.root.startedAt, startKnown: false }
  }
  return {
    startedAt: told ?? (tree?.root.beginningLoaded === true ? tree.root.startedAt : undefined),
    startKnown: true,
  }
}

function treeOutcome(tree: ExecutionTree | undefined): Outcome | undefined {
  return tree === undefined || tree.eventCount === 0 ? undefined : toldOutcome(tree, tree.root)
}

/** Idle time before a redrive is nobody's work: an execution redriven the next day did not take a day. */
function activeTime(tree: ExecutionTree, now: Millis): Millis | undefined {
  const { root } = tree
  return root.earlierSegments.length === 0 ? undefined : activeMs(tree, root, now)
}

/** What the browser's tab is called: `Failed · run-7 · Orders · sfn-timeline`. */
export function titleOf(facts: ExecutionFacts): string {
  const name = [facts.name, facts.machineName].filter(part => part !== '').join(' · ')
  const status = facts.outcome === undefined ? '' : `${outcomeName(facts.outcome)} · `
  return name === '' ? 'sfn-timeline' : `${status}${name} · sfn-timeline`
}
