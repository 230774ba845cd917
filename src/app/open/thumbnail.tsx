import type { ThumbnailShape } from '../../source/thumbnail.ts'

/** Sizes in px. */
export interface ThumbnailFrame {
  readonly width: number
  readonly height: number
  readonly pad: number
  /** With lines of a grid behind the marks. */
  readonly grid: boolean
}

const MIN_BAR = 3
const BAND_HEIGHT = 26
const MOST_PITCH = 15

interface ThumbnailProps {
  readonly shapes: readonly ThumbnailShape[]
  readonly frame: ThumbnailFrame
}

/** An execution in a few marks: what its chart looks like. Decorative: the words beside it say as much. */
export function Thumbnail({ shapes, frame }: ThumbnailProps) {
  const { width, height, pad } = frame
  const rows = Math.max(1, ...shapes.map(shape => shape.row + 1))
  const pitch = Math.min(MOST_PITCH, (height - 2 * pad) / rows)
  const top = (height - pitch * rows) / 2
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
      focusable="false"
    >
      {frame.grid && <Grid {...frame} />}
      {shapes.map((shape, at) => (
        // Marks have no identity but their place
        <Shape
          key={at}
          shape={shape}
          frame={frame}
          y={top + (shape.row + 0.5) * pitch}
          barHeight={Math.max(1.5, Math.min(7, pitch - 1.5))}
        />
      ))}
    </svg>
  )
}

function Grid({ width, height }: ThumbnailFrame) {
  return [1, 2, 3, 4].map(line => (
    <line key={line} className="sfn-thumb-grid" x1={(width / 5) * line} x2={(width / 5) * line} y1="0" y2={height} />
  ))
}

interface ShapeProps {
  readonly shape: ThumbnailShape
  readonly frame: ThumbnailFrame
  /** Middle of the row. */
  readonly y: number
  readonly barHeight: number
}

function Shape({ shape, frame, y, barHeight }: ShapeProps) {
  const from = xOf(frame, shape.from)
  const to = xOf(frame, shape.to)
  switch (shape.form) {
    case 'backoff':
      return <line className="sfn-thumb-backoff" x1={from + 5} x2={to - 2} y1={y} y2={y} />
    case 'band':
      return <path className="sfn-thumb-area" d={bandPath(frame, shape, y + barHeight / 2)} />
    case 'redrive':
      return <line className="sfn-thumb-seam" x1={from} x2={from} y1="0" y2={frame.height} />
    case 'fold':
      return <FoldGap x={(from + to) / 2} height={frame.height} />
    case 'bar':
    case 'waiting': {
      const width = Math.max(MIN_BAR, to - from)
      const x = Math.min(from, frame.width - frame.pad - width)
      const failed = shape.outcome !== 'succeeded' && shape.outcome !== 'running'
      return (
        <g>
          <rect
            className={`sfn-bar-${shape.outcome}${shape.form === 'waiting' ? ' sfn-thumb-waiting' : ''}`}
            x={x}
            y={y - barHeight / 2}
            width={width}
            height={barHeight}
            rx="1"
          />
          {failed && (
            <rect
              className={`sfn-cap-${shape.outcome}`}
              x={x + width - 2}
              y={y - barHeight / 2}
              width="2"
              height={barHeight}
            />
          )}
        </g>
      )
    }
  }
}

/** A gap between two zig-zag lines, as in the chart. */
function FoldGap({ x, height }: { readonly x: number; readonly height: number }) {
  const edge = (left: number) =>
    Array.from(
      { length: Math.floor(height / 4) + 1 },
      (_, at) => `${at === 0 ? 'M' : 'L'}${left + (at % 2 === 0 ? -1.5 : 1.5)} ${at * 4}`,
    )
  return (
    <g>
      <rect className="sfn-thumb-fold" x={x - 4} y="0" width="8" height={height} />
      <path className="sfn-thumb-fold-edge" d={[...edge(x - 4), ...edge(x + 4)].join('')} />
    </g>
  )
}

function xOf({ width, pad }: ThumbnailFrame, share: number): number {
  return pad + share * (width - 2 * pad)
}

function bandPath(frame: ThumbnailFrame, { from, to, heights = [] }: ThumbnailShape, base: number): string {
  const [x0, x1] = [xOf(frame, from), xOf(frame, to)]
  const step = (x1 - x0) / Math.max(1, heights.length)
  const points = heights.flatMap((height, at) => {
    const y = (base - height * BAND_HEIGHT).toFixed(1)
    return [`L${(x0 + at * step).toFixed(1)} ${y}`, `L${(x0 + (at + 1) * step).toFixed(1)} ${y}`]
  })
  return `M${x0.toFixed(1)} ${base}${points.join('')}L${x1.toFixed(1)} ${base}Z`
}
