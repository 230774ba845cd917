import type { ThumbnailBar } from '../../state/recent-executions.ts'

interface ThumbnailProps {
  readonly bars: readonly ThumbnailBar[]
  readonly widthPx: number
  readonly heightPx: number
}

const THOUSANDTHS = 1000
const MIN_BAR_PX = 3

/** The top-level states of an execution as a few bars, one below the other. Decorative: the words beside it tell as much. */
export function Thumbnail({ bars, widthPx, heightPx }: ThumbnailProps) {
  const pad = 2
  const pitch = Math.min(16, (heightPx - 2 * pad) / Math.max(1, bars.length))
  const barPx = Math.max(1.5, Math.min(7, pitch - 1.5))
  const xOf = (share: number) => pad + (share / THOUSANDTHS) * (widthPx - 2 * pad)
  const top = (heightPx - pitch * bars.length) / 2
  return (
    <svg
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      width={widthPx}
      height={heightPx}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
      focusable="false"
    >
      {bars.map((bar, at) => {
        const x = Math.min(xOf(bar.start), widthPx - pad - MIN_BAR_PX)
        const width = Math.max(MIN_BAR_PX, xOf(bar.start + bar.length) - x)
        const y = top + at * pitch + (pitch - barPx) / 2
        return (
          // Bars have no identity but their place
          <g key={at}>
            <rect className={`sfn-bar-${bar.outcome}`} x={x} y={y} width={width} height={barPx} rx="1" />
            {bar.outcome !== 'succeeded' && bar.outcome !== 'running' && (
              <rect className={`sfn-cap-${bar.outcome}`} x={x + width - 2} y={y - 0.5} width="2" height={barPx + 1} />
            )}
          </g>
        )
      })}
    </svg>
  )
}
