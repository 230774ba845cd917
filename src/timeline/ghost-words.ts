import type { Millis } from '../history/events.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDuration, formatRange } from '../words/format-duration.ts'
import type { Ghost, Ghosts } from './ghosts.ts'

/** What stands at a row of which there is nothing in what the run is held against. */
export function aloneWords({ runs, alone }: Omit<Ghosts, 'of'>): string {
  if (alone !== undefined) return alone.words
  if (runs === undefined) return 'not in the other run'
  return runs === 1 ? 'not in the run before' : `in none of the ${formatCount(runs)}`
}

/** How long a span took elsewhere: `9.00 s in the other run`, `usually 9.00 s, 8.00 s to 11.0 s in 18 of 20 runs`. */
export function ghostWords(ghost: Ghost, ghosts: Omit<Ghosts, 'of'>): string {
  switch (ghost.kind) {
    case 'alone':
      return aloneWords(ghosts)
    case 'unread':
      return 'not read in the other run'
    case 'untold':
      return 'which it was in the other run is not told: AWS draws the names of children anew'
    case 'partner':
      return `${formatDuration(ghost.lengthMs)} in the other run`
    case 'spread': {
      const { runs, p50Ms, p5Ms, p95Ms } = ghost
      return `usually ${formatDuration(p50Ms)}, ${formatRange(p5Ms, p95Ms)} in ${ofRuns(runs, ghosts)}`
    }
    case 'few':
      return `${ghost.lengthsMs.map(ms => formatDuration(ms)).join(', ')} in ${ofRuns(ghost.lengthsMs.length, ghosts)}`
  }
}

/** Whether that is not what several runs usually took. Of a few nothing is usual. */
export function isUnusual(ghost: Ghost | undefined, durationMs: Millis): boolean {
  return ghost?.kind === 'spread' && (durationMs < ghost.p5Ms || durationMs > ghost.p95Ms)
}

function ofRuns(count: number, { runs = 1 }: Pick<Ghosts, 'runs'>): string {
  return `${formatCount(count)} of ${formatCount(runs)} runs`
}
