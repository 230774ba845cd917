import { formatDelta, formatDuration } from '../words/format-duration.ts'
import type { UnreadChildren } from './compare-runs.ts'

/** `children of 40.0 s before and 52.0 s now: +12.0 s of the difference lie in them`. */
export function unreadWords({ aMs, bMs, deltaMs }: UnreadChildren): string {
  const lie = deltaMs === 0 ? 'nothing of the difference lies' : `${formatDelta(deltaMs)} of the difference lie`
  return `children that were waited for, ${formatDuration(aMs)} before and ${formatDuration(bMs)} now: ${lie} in them`
}
