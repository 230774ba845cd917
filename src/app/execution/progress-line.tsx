import type { LoadProgress } from '../../loading/execution-view.ts'
import { formatCount } from '../../words/format-count.ts'

/** How much is loaded from each end, as shares of the whole. */
export function endsOf(progress: LoadProgress): { readonly start: number; readonly end: number } {
  const total = progress.totalEvents
  if (total === undefined || total === 0) return { start: 0, end: 0 }
  const first = progress.loaded[0]
  const start = first?.from === 1 ? first.to : 0
  return { start: start / total, end: Math.max(0, progress.loadedEvents - start) / total }
}

/** Three pixels that fill from both ends, as the history does. */
export function ProgressLine({ progress }: { readonly progress: LoadProgress }) {
  const { start, end } = endsOf(progress)
  const total = progress.totalEvents ?? 0
  const seeks = total === 0 && (progress.phase === 'starting' || progress.phase === 'loading')
  return (
    <div
      className="sfn-progress"
      role="progressbar"
      aria-label="Events loaded"
      aria-valuemin={0}
      aria-valuemax={total === 0 ? undefined : total}
      aria-valuenow={total === 0 ? undefined : progress.loadedEvents}
      aria-valuetext={progressWords(progress)}
    >
      <div
        className={seeks ? 'sfn-progress-start sfn-progress-unknown' : 'sfn-progress-start'}
        style={{ width: `${start * 100}%` }}
      />
      <div className="sfn-progress-end" style={{ width: `${end * 100}%` }} />
    </div>
  )
}

/** The same in words. */
export function progressWords(progress: LoadProgress): string {
  const { phase, loadedEvents, totalEvents, payloadShare } = progress
  const count =
    totalEvents === undefined
      ? formatCount(loadedEvents)
      : `${formatCount(loadedEvents)} of ${formatCount(totalEvents)}`
  switch (phase) {
    case 'starting':
      return progress.fromLog === true ? 'Looking for it in its log' : 'Asking for the first events'
    case 'paused':
      return `Paused at ${count} events`
    case 'failed':
      return `Stopped at ${count} events`
    case 'loading':
      if (totalEvents !== undefined && loadedEvents >= totalEvents)
        return `Payloads: ${Math.floor(payloadShare * 100)} %`
      return progress.fromLog === true ? `Reading its log: ${count} events` : `Loading from both ends: ${count} events`
    case 'following':
      return 'Following'
    case 'complete':
      return `${formatCount(loadedEvents)} events loaded`
  }
}
