import { HISTOGRAM_BOUNDS_MS } from '../../analysis/duration-summary.ts'
import { formatDuration } from '../../words/format-duration.ts'
import './histogram.css'

const BAR_PX = 5
const HEIGHT_PX = 18

/** How many visits took how long, from 1 ms at the left to a day and more at the right; in words for those who see no bars. */
export function Histogram({ counts }: { readonly counts: readonly number[] }) {
  const most = Math.max(...counts)
  if (most === 0) return <span>—</span>
  const words = counts.flatMap((count, at) => (count === 0 ? [] : [`${boundWords(at)}: ${count}`])).join(', ')
  return (
    <svg
      className="sfn-histogram"
      width={counts.length * BAR_PX}
      height={HEIGHT_PX}
      role="img"
      aria-label={`Durations: ${words}`}
    >
      <title>{words}</title>
      <line x1={0} x2={counts.length * BAR_PX} y1={HEIGHT_PX - 0.5} y2={HEIGHT_PX - 0.5} />
      <path d={barsOf(counts, most)} />
    </svg>
  )
}

/** All bars in one element: a table of states has thousands. A bucket is its place. */
function barsOf(counts: readonly number[], most: number): string {
  let d = ''
  for (const [at, count] of counts.entries()) {
    if (count === 0) continue
    // A single visit among thousands is still seen.
    const height = Math.max(2, (count / most) * (HEIGHT_PX - 1))
    d += `M${at * BAR_PX} ${HEIGHT_PX - 1}v${-height}h${BAR_PX - 1}v${height}z`
  }
  return d
}

function boundWords(at: number): string {
  const upper = HISTOGRAM_BOUNDS_MS[at]
  return upper === undefined ? 'longer' : `under ${formatDuration(upper)}`
}
