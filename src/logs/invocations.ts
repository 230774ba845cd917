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

type Draft = { -readonly [Name in keyof Invocation]: Invocation[Name] }

/** The invocations whose lines are here, in order of their first lines. One that Lambda tried again under the same id is told by its last try. */
export function invocationsOf(lines: readonly OwnedLine[]): readonly Invocation[] {
  const found = new Map<string, Draft>()
  for (const line of lines) {
    if (line.ownerId === undefined) continue
    const invocation = found.get(line.ownerId) ?? begun(line, line.ownerId)
    found.set(line.ownerId, invocation)
    addLine(invocation, line)
  }
  return [...found.values()]
}

function begun({ line }: OwnedLine, requestId: string): Draft {
  const untold = { firstAt: undefined, startedAt: undefined, lastAt: undefined, report: undefined, traceId: undefined }
  return { requestId, stream: line.stream, ...untold, lineCount: 0 }
}

function addLine(invocation: Draft, { line: { at, stream }, mark, report, traceId }: OwnedLine): void {
  invocation.firstAt ??= at
  invocation.lastAt = at ?? invocation.lastAt
  invocation.report = report ?? invocation.report
  invocation.traceId = traceId ?? invocation.traceId
  invocation.lineCount++
  if (mark !== 'start') return
  invocation.stream = stream
  invocation.startedAt = at
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
