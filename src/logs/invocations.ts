import type { Millis } from '../history/events.ts'
import type { LambdaReport } from './lambda-report.ts'
import type { OwnedLine } from './lines-of-requests.ts'

/** One invocation as its log tells it. */
export interface Invocation {
  readonly requestId: string
  readonly stream: string
  /** Of its first line with a time: while its environment started, where it had to. */
  readonly firstAt: Millis | undefined
  /** Of Start; undefined where that line is not here. */
  readonly startedAt: Millis | undefined
  /** Of its report, or its last line. */
  readonly lastAt: Millis | undefined
  readonly report: LambdaReport | undefined
  readonly traceId: string | undefined
  readonly lineCount: number
}

/** The invocations whose lines are here, in order of their first lines. */
export function invocationsOf(lines: readonly OwnedLine[]): readonly Invocation[] {
  const found = new Map<string, Invocation>()
  for (const line of lines) {
    if (line.ownerId === undefined) continue
    const former = found.get(line.ownerId)
    found.set(line.ownerId, former === undefined ? firstOf(line, line.ownerId) : withLine(former, line))
  }
  return [...found.values()]
}

function firstOf(line: OwnedLine, requestId: string): Invocation {
  const { at, stream } = line.line
  const startedAt = line.mark === 'start' ? at : undefined
  const { report, traceId } = line
  return { requestId, stream, firstAt: at, startedAt, lastAt: at, report, traceId, lineCount: 1 }
}

/** An invocation that Lambda tried again under the same id is told by its last try. */
function withLine(former: Invocation, line: OwnedLine): Invocation {
  const { at, stream } = line.line
  return {
    ...former,
    stream: line.mark === 'start' ? stream : former.stream,
    firstAt: former.firstAt ?? at,
    startedAt: line.mark === 'start' ? at : former.startedAt,
    lastAt: at ?? former.lastAt,
    report: line.report ?? former.report,
    traceId: line.traceId ?? former.traceId,
    lineCount: former.lineCount + 1,
  }
}

/** A part of an invocation, and so of the bar of the attempt that called it. Epoch ms. */
export interface InvocationPhase {
  readonly kind: 'init' | 'restore' | 'run'
  readonly from: Millis
  readonly to: Millis
}

/**
 * Init or restore, then the run, without gaps: their lengths from the report, their place from Start (init and restore end there)
 * or, where Start is not here, from the report. Empty before the report is here.
 */
export function phasesOfInvocation({ startedAt, lastAt, report }: Invocation): readonly InvocationPhase[] {
  if (report?.durationMs === undefined) return []
  const from = startedAt ?? (lastAt === undefined ? undefined : lastAt - report.durationMs)
  if (from === undefined) return []
  const before = report.restoreMs ?? report.initMs
  const kind = report.restoreMs === undefined ? 'init' : 'restore'
  const run = { kind: 'run', from, to: from + report.durationMs } as const
  return before === undefined ? [run] : [{ kind, from: from - before, to: from }, run]
}

/** Clocks of two services differ by so much at most before what fits in time is doubted. */
export const CLOCKS_DIFFER_MS: Millis = 250

/** Those that began while the attempt was under way: which of several it was, time does not tell. */
export function invocationsWithin(
  all: readonly Invocation[],
  attempt: { readonly from: Millis; readonly to: Millis },
): readonly Invocation[] {
  return all.filter(({ startedAt, firstAt }) => {
    const at = startedAt ?? firstAt
    return at !== undefined && at >= attempt.from - CLOCKS_DIFFER_MS && at <= attempt.to + CLOCKS_DIFFER_MS
  })
}
