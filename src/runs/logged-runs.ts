import type { Millis } from '../history/events.ts'
import { LONGEST_EXPRESS_RUN_MS } from '../history/express-limits.ts'
import type { LoggedRun } from '../history/logged-run.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import { spanKey } from '../model/keys.ts'
import type { RunCause } from './run-causes.ts'
import { type ListedRun, RunList } from './run-list.ts'

/** Its end may come so late into the log, and clocks differ. */
const LATE_MS: Millis = 60_000

type End = Extract<LoggedRun, { kind: 'ended' }>

interface Known {
  start?: Extract<LoggedRun, { kind: 'started' }>
  end?: End
}

/** The runs of an Express state machine as lines of its log tell of them, in whatever order, however often. */
export interface LoggedRuns {
  readonly list: RunList
  /** By ARN, of those that failed or timed out: what the record of their end says. */
  readonly causes: ReadonlyMap<string, RunCause>
  readonly add: (lines: readonly LoggedRun[], now: Millis) => void
  /** A run whose end should have come by `now` does not count as running any more: how it ended is not known. */
  readonly settle: (now: Millis) => void
}

export function createLoggedRuns(): LoggedRuns {
  const known = new Map<string, Known>()
  const running = new Set<string>()
  const causes = new Map<string, RunCause>()
  let list = RunList.EMPTY
  let told: ReadonlyMap<string, RunCause> = new Map()

  function put(arns: Iterable<string>, now: Millis): void {
    const items: ListedRun[] = []
    for (const arn of arns) {
      const run = known.get(arn)
      if (run === undefined) continue
      const item = itemOf(arn, run, now)
      if (item.status === 'RUNNING') running.add(arn)
      else running.delete(arn)
      items.push(item)
    }
    if (items.length > 0) list = list.with(items)
  }

  return {
    get list() {
      return list
    },
    get causes() {
      return told
    },
    add: (lines, now) => {
      const news = new Set<string>()
      for (const line of lines) {
        const run = known.get(line.executionArn) ?? {}
        known.set(line.executionArn, run)
        if (!isNews(run, line)) continue
        if (line.kind === 'started') run.start = line
        else run.end = line
        news.add(line.executionArn)
      }
      for (const arn of news) {
        const end = known.get(arn)?.end
        if (end?.status === 'FAILED' || end?.status === 'TIMED_OUT') causes.set(arn, causeOf(end))
      }
      if (told.size !== causes.size) told = new Map(causes)
      put(news, now)
    },
    settle: now => {
      const over = [...running].filter(arn => !isRunning(known.get(arn), now))
      put(over, now)
    },
  }
}

/** Anybody may write to a log: of two lines that say the same kind of thing one is taken, whichever came first. */
function isNews(run: Known, line: LoggedRun): boolean {
  if (line.kind === 'started') return run.start === undefined || line.at < run.start.at
  return run.end === undefined || line.at > run.end.at
}

function isRunning(run: Known | undefined, now: Millis): boolean {
  if (run?.start === undefined || run.end !== undefined) return false
  return now - run.start.at < LONGEST_EXPRESS_RUN_MS + LATE_MS
}

function itemOf(executionArn: string, run: Known, now: Millis): ListedRun {
  const { start, end } = run
  const parsed = parseStatesArn(executionArn)
  return {
    executionArn,
    name: parsed?.kind === 'express' ? parsed.executionName : executionArn,
    status: end?.status ?? (isRunning(run, now) ? 'RUNNING' : undefined),
    ...{ startedAt: start?.at, stoppedAt: end?.at, redriveCount: 0, itemCount: undefined },
    ...(start?.startedBy !== undefined && { startedBy: start.startedBy }),
    ...(start === undefined && end !== undefined && { placedAt: end.at }),
  }
}

/** In which state it failed, that record does not say. */
function causeOf({ eventId, at, error, cause }: End): RunCause {
  return {
    ...{ eventId, at, key: spanKey(1), visitKey: undefined, state: undefined, statePath: [], iterations: [] },
    ...{ error, causeText: cause, consequence: 'fatal', fate: 'fatal', child: undefined },
  }
}
