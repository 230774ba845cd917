import type { Millis } from '../history/events.ts'
import type { Invocation } from './invocations.ts'
import type { LogPlace } from './log-place.ts'

/** A stretch of a log group, both ends included as AWS has them. Epoch ms, whole. */
export interface LogWindow {
  readonly fromMs: Millis
  readonly toMs: Millis
}

/** An attempt whose log is looked for. */
export interface LogSubject {
  readonly place: LogPlace
  readonly startedAt: Millis
  /** Undefined while it runs. */
  readonly endedAt: Millis | undefined
}

const SECOND = 1000
const MINUTE = 60 * SECOND

/** How far around an attempt is looked, and each time that a person asks for more. */
const MARGINS: readonly (readonly [before: Millis, after: Millis])[] = [
  [SECOND, 5 * SECOND],
  [MINUTE, MINUTE],
  [15 * MINUTE, 15 * MINUTE],
  [6 * 60 * MINUTE, 6 * 60 * MINUTE],
]
/** A function that nobody waits for may run so long after the call. */
const LONGEST_FUNCTION_MS = 15 * MINUTE
/** The gateway lets no longer window through: what lies between is not looked at. */
const LONGEST_WINDOW_MS = 7 * 24 * 60 * MINUTE

/** Whether more can be looked at than at this reach (0 at first). */
export function canWiden(reach: number): boolean {
  return reach < MARGINS.length - 1
}

/** The whole stretch that is looked at. `now` where the attempt still runs. */
export function windowAt(reach: number, subject: LogSubject, now: Millis): LogWindow {
  const [before, after] = MARGINS[Math.min(reach, MARGINS.length - 1)] ?? [SECOND, SECOND]
  const fromMs = Math.floor(subject.startedAt - before)
  const toMs = Math.ceil(lastMomentOf(subject, now) + after)
  return { fromMs, toMs: Math.min(toMs, fromMs + LONGEST_WINDOW_MS) }
}

/** When the last of it can have been printed. */
export function lastMomentOf({ place, endedAt }: LogSubject, now: Millis): Millis {
  const end = endedAt ?? now
  if (place.kind !== 'lambda' || place.answeredAt === undefined) return end
  // Of a callback task the function is over when it has answered, whoever calls back when.
  return place.isAsynchronous ? place.answeredAt + LONGEST_FUNCTION_MS : place.answeredAt
}

/** What a wider reach adds to the one before: what was asked is not asked again. */
export function windowsUpTo(reach: number, subject: LogSubject, now: Millis): readonly LogWindow[] {
  const windows = [windowAt(0, subject, now)]
  for (let at = 1; at <= reach; at++) {
    const former = windowAt(at - 1, subject, now)
    const { fromMs, toMs } = windowAt(at, subject, now)
    windows.push({ fromMs, toMs: former.fromMs - 1 })
    if (toMs > former.toMs) windows.push({ fromMs: former.toMs + 1, toMs })
  }
  return windows
}

/** Longer than an environment takes to start before its first invocation. */
const LONGEST_INIT_MS = 10 * SECOND

/** Where in its stream all lines of an invocation lie, those too that name no request. */
export function windowOfInvocation({ firstAt, startedAt, lastAt, report }: Invocation, window: LogWindow): LogWindow {
  const start = startedAt ?? firstAt ?? window.fromMs
  const before = report === undefined ? LONGEST_INIT_MS : (report.initMs ?? report.restoreMs ?? 0)
  const end = report === undefined ? Math.max(window.toMs, lastAt ?? 0) : (lastAt ?? window.toMs)
  return { fromMs: Math.floor(start - before - SECOND), toMs: Math.ceil(end + SECOND) }
}
