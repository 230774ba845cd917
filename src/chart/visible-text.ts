import type { Millis } from '../history/events.ts'
import type { Viewport } from '../timeline/chart-types.ts'
import { formatAxisTime, formatDay } from '../words/points-in-time.ts'
import type { TimeMode } from '../words/time-mode.ts'

interface VisibleStyle {
  readonly startedAt: Millis
  /** The end, or now as of the clock's last strike. */
  readonly endsAt: Millis
  /** Whether it still goes on: then its end is now. */
  readonly goesOn: boolean
  readonly timeMode: TimeMode
}

/**
 * The part of the execution in sight, as exact as its length makes sensible: `30 s – 2 h 16 m 31 s`. The air around it is not told. What
 * goes on is in sight up to `now`: a figure would lag behind the axis, which grows with every frame.
 */
export function visibleText(viewport: Viewport, { startedAt, endsAt, goesOn, timeMode }: VisibleStyle): string {
  const from = Math.min(Math.max(viewport.from, startedAt), endsAt)
  const to = Math.max(Math.min(viewport.to, endsAt), startedAt)
  // Three digits or so: a thousandth of what is in sight, in whole seconds above a minute and a half.
  const step = to - from > 100_000 ? 1000 : 10 ** Math.floor(Math.log10(Math.max(to - from, 0.001) / 100))
  const days = formatDay(from, timeMode) !== formatDay(to, timeMode)
  const tell = (t: Millis): string => {
    const time = formatAxisTime(t, { mode: timeMode, startedAt, step })
    return days ? `${formatDay(t, timeMode)} ${time}` : time
  }
  return `${tell(from)} – ${goesOn && viewport.to >= endsAt ? 'now' : tell(to)}`
}
