import type { ThumbnailShape } from '../../source/sample-source.ts'

const WIDTH = 180
const HEIGHT = 96
const PAD = 14
const MIN_BAR = 3
const BAND_HEIGHT = 26

/** A sample's picture: what its chart looks like, in a few marks. Decorative: title and description say as much. */
export function SampleThumbnail({ shapes }: { readonly shapes: readonly ThumbnailShape[] }) {
  const rows = Math.max(1, ...shapes.map(shape => shape.row + 1))
  const pitch = Math.min(15, (HEIGHT - 2 * PAD) / rows)
  const top = (HEIGHT - pitch * rows) / 2
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true" focusable="false">
      {[1, 2, 3, 4].map(line => (
        <line
          key={line}
          className="sfn-thumb-grid"
          x1={(WIDTH / 5) * line}
          x2={(WIDTH / 5) * line}
          y1="0"
          y2={HEIGHT}
        />
      ))}
      {shapes.map((shape, at) => (
        // Marks have no identity but their place
        <Shape
          key={at}
          shape={shape}
          y={top + (shape.row + 0.5) * pitch}
          barHeight={Math.max(2, Math.min(7, pitch - 2))}
        />
      ))}
    </svg>
  )
}

interface ShapeProps {
  readonly shape: ThumbnailShape
  /** Middle of the row. */
  readonly y: number
  readonly barHeight: number
}

function Shape({ shape, y, barHeight }: ShapeProps) {
  const from = xOf(shape.from)
  const to = xOf(shape.to)
  switch (shape.form) {
    case 'backoff':
      return <line className="sfn-thumb-backoff" x1={from + 5} x2={to - 2} y1={y} y2={y} />
    case 'band':
      return <path className="sfn-thumb-area" d={bandPath(shape, y + barHeight / 2)} />
    case 'redrive':
      return <line className="sfn-thumb-seam" x1={from} x2={from} y1="0" y2={HEIGHT} />
    case 'fold':
      return <FoldGap x={(from + to) / 2} />
    case 'bar':
    case 'waiting': {
      const width = Math.max(MIN_BAR, to - from)
      const x = Math.min(from, WIDTH - PAD - width)
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
function FoldGap({ x }: { readonly x: number }) {
  const edge = (left: number) =>
    Array.from(
      { length: HEIGHT / 4 + 1 },
      (_, at) => `${at === 0 ? 'M' : 'L'}${left + (at % 2 === 0 ? -1.5 : 1.5)} ${at * 4}`,
    )
  return (
    <g>
      <rect className="sfn-thumb-fold" x={x - 4} y="0" width="8" height={HEIGHT} />
      <path className="sfn-thumb-fold-edge" d={[...edge(x - 4), ...edge(x + 4)].join('')} />
    </g>
  )
}

function xOf(share: number): number {
  return PAD + share * (WIDTH - 2 * PAD)
}

function bandPath({ from, to, heights }: ThumbnailShape, base: number): string {
  const step = (xOf(to) - xOf(from)) / Math.max(1, heights.length)
  const points = heights.flatMap((height, at) => {
    const y = (base - height * BAND_HEIGHT).toFixed(1)
    return [`L${(xOf(from) + at * step).toFixed(1)} ${y}`, `L${(xOf(from) + (at + 1) * step).toFixed(1)} ${y}`]
  })
  return `M${xOf(from).toFixed(1)} ${base}${points.join('')}L${xOf(to).toFixed(1)} ${base}Z`
}
