import { DOT_RADIUS, type GraphLayout, type Point, type Wire } from '../../graph/layout.ts'
import { formatCount } from '../../words/format-count.ts'

interface WiresProps {
  readonly layout: GraphLayout
  readonly taken: ReadonlyMap<string, number>
  /** The most often taken way's count. */
  readonly most: number
}

/** Ways as lines: thicker the more often taken, dashed where never, amber where a Catch leads. */
export function Wires({ layout, taken, most }: WiresProps) {
  const { width, height, wires, start, end } = layout
  return (
    <svg className="sfn-graph-wires" width={width} height={height} aria-hidden="true">
      <defs>
        {(['next', 'catch', 'never'] as const).map(kind => (
          <marker
            key={kind}
            id={`sfn-arrow-${kind}`}
            viewBox="0 0 8 8"
            refX={7}
            refY={4}
            markerUnits="userSpaceOnUse"
            markerWidth={8}
            markerHeight={8}
            orient="auto"
          >
            <path d="M0 0.5 8 4 0 7.5Z" className={`sfn-graph-arrow sfn-graph-arrow--${kind}`} />
          </marker>
        ))}
      </defs>
      <circle className="sfn-graph-dot" cx={start.x} cy={start.y} r={DOT_RADIUS - 2} />
      {end !== undefined && (
        <>
          <circle className="sfn-graph-ring" cx={end.x} cy={end.y} r={DOT_RADIUS - 1} />
          <circle className="sfn-graph-dot" cx={end.x} cy={end.y} r={DOT_RADIUS - 4} />
        </>
      )}
      {wires.map(wire => (
        <Line key={wire.key} wire={wire} count={countOf(wire, taken)} most={most} />
      ))}
    </svg>
  )
}

/** Undefined for the ways of starts and ends, which are not counted. */
function countOf({ way, key }: Wire, taken: WiresProps['taken']): number | undefined {
  return way === undefined ? undefined : (taken.get(key) ?? 0)
}

function Line({
  wire,
  count,
  most,
}: {
  readonly wire: Wire
  readonly count: number | undefined
  readonly most: number
}) {
  const kind = count === 0 ? 'never' : wire.way?.kind === 'catch' ? 'catch' : 'next'
  const width = count === undefined || count === 0 ? 1.25 : 1.25 + 1.75 * (Math.log1p(count) / Math.log1p(most))
  return (
    <>
      <path
        className={`sfn-graph-way sfn-graph-way--${kind}`}
        d={smooth(wire.points)}
        strokeWidth={width}
        markerEnd={`url(#sfn-arrow-${kind})`}
      />
      {count !== undefined && count > 1 && (
        <Count at={wire.label} kind={kind} text={`${formatCount(count)}${kind === 'catch' ? ' caught' : ''}`} />
      )}
    </>
  )
}

/** How wide a letter of a count is, at most. */
const LETTER_PX = 6.5

/** On a ground of its own: the way would run through the gaps of its text. */
function Count({ at: { x, y }, kind, text }: { readonly at: Point; readonly kind: string; readonly text: string }) {
  const width = text.length * LETTER_PX + 4
  return (
    <>
      <rect className="sfn-graph-count-ground" x={x - width / 2} y={y - 7} width={width} height={14} />
      <text className={`sfn-graph-count sfn-graph-count--${kind}`} x={x} y={y + 4}>
        {text}
      </text>
    </>
  )
}

/** A line through the points, its corners rounded. */
function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  const parts = [`M${at(first)}`]
  for (let index = 0; index < rest.length; index++) {
    const point = rest[index]
    const next = rest[index + 1]
    if (point === undefined) continue
    if (next === undefined) parts.push(`L${at(point)}`)
    else parts.push(`Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`)
  }
  return parts.join('')
}

function at({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`
}
