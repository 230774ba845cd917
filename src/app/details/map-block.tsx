import { useMemo } from 'react'
import { type Concurrency, concurrencySteps } from '../../analysis/concurrency.ts'
import { comparisonSteps, type IterationComparison } from '../../analysis/iteration-comparison.ts'
import { stragglersOf } from '../../analysis/stragglers.ts'
import type { Millis } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import { sliced, useSliced } from '../../kit/sliced.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { Span, SpanKey, StateVisit } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { outcomeIconName, outcomeName } from '../../words/outcomes.ts'
import { SoFar } from '../answers/so-far.tsx'

interface MapBlockProps {
  readonly tree: ExecutionTree
  readonly visit: StateVisit
  /** MaxConcurrency by the definition; undefined where it is not known, 0 for no limit. */
  readonly limit: number | undefined
  readonly onSelect: (span: Span) => void
}

/** Of tens of thousands of iterations this takes longer than a frame. */
const mapFactsOf = sliced(function* ({ tree, visit, limit }: Omit<MapBlockProps, 'onSelect'>) {
  const concurrency = yield* concurrencySteps(tree, { of: 'iterations', within: visit.key, direct: true })
  const stragglers = stragglersOf(tree, visit.key, limit === undefined ? {} : { limit })
  yield
  return { concurrency, stragglers, comparison: yield* comparisonSteps(tree, visit.key) }
})

/** A Map's iterations beside one another: how many ran at once, which took longest. */
export function MapBlock({ tree, visit, limit, onSelect }: MapBlockProps) {
  const question = useMemo(() => ({ tree, visit, limit }), [tree, visit, limit])
  const facts = useSliced(mapFactsOf, question)
  if (facts === undefined || facts.concurrency.peak === 0) return null
  const { concurrency, stragglers, comparison } = facts
  const select = (key: SpanKey) => {
    const span = tree.span(key)
    if (span !== undefined) onSelect(span)
  }
  return (
    <>
      <section className="sfn-block" aria-label="Concurrency">
        <header className="sfn-block-head">
          <h3>Concurrency</h3>
          <span className="sfn-muted">{limitWords(limit)}</span>
        </header>
        <SoFar complete={concurrency.complete} />
        <ConcurrencyChart concurrency={concurrency} limit={limit} />
        <dl className="sfn-pairs">
          <div>
            <dt>Most at once</dt>
            <dd>{peakWords(concurrency.peak, limit)}</dd>
          </div>
          <div>
            <dt>On average</dt>
            <dd>{concurrency.mean.toFixed(1)}</dd>
          </div>
          {stragglers !== undefined && stragglers.tailMs > 0 && (
            <div className="sfn-pair-wide">
              <dt>Idle slots behind stragglers</dt>
              <dd>
                {formatDuration(stragglers.idleSlotMs)} of slot time in the last {formatDuration(stragglers.tailMs)},
                waiting for{' '}
                {stragglers.keys.slice(0, 3).map(key => (
                  <IterationButton key={key} tree={tree} spanKey={key} onSelect={select} />
                ))}
                {stragglers.keys.length > 3 && `and ${formatCount(stragglers.keys.length - 3)} more`}
                {!stragglers.limitIsKnown && ' (held against the most that ran at once)'}
              </dd>
            </div>
          )}
        </dl>
      </section>
      <Slowest comparison={comparison} onSelect={select} />
    </>
  )
}

function limitWords(limit: number | undefined): string {
  if (limit === undefined) return 'MaxConcurrency not known'
  return limit === 0 ? 'no MaxConcurrency' : `MaxConcurrency ${formatCount(limit)}`
}

function peakWords(peak: number, limit: number | undefined): string {
  if (limit === undefined || limit === 0) return formatCount(peak)
  return `${formatCount(peak)} of ${formatCount(limit)}${peak >= limit ? ' (reached)' : ''}`
}

interface IterationButtonProps {
  readonly tree: ExecutionTree
  readonly spanKey: SpanKey
  readonly onSelect: (key: SpanKey) => void
}

function IterationButton({ tree, spanKey, onSelect }: IterationButtonProps) {
  const span = tree.span(spanKey)
  if (span?.kind !== 'mapIteration') return null
  return (
    <button type="button" className="sfn-cell-button" onClick={() => onSelect(spanKey)}>
      #{span.index}
    </button>
  )
}

const WIDTH = 340
const HEIGHT = 48

/** How many ran at any time, the limit dashed. Drawn in 340 × 48 units, stretched to the panel's width. */
function ConcurrencyChart({
  concurrency,
  limit,
}: {
  readonly concurrency: Concurrency
  readonly limit: number | undefined
}) {
  const top = Math.max(concurrency.peak, limit ?? 0)
  const d = useMemo(() => areaOf(concurrency, top), [concurrency, top])
  const limitY = limit === undefined || limit === 0 ? undefined : HEIGHT - (limit / top) * (HEIGHT - 2)
  return (
    <div className="sfn-concurrency">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Iterations at once over time, at most ${concurrency.peak}`}
      >
        <path className="sfn-concurrency-area" d={d} />
        {limitY !== undefined && <line className="sfn-concurrency-limit" x1={0} x2={WIDTH} y1={limitY} y2={limitY} />}
      </svg>
    </div>
  )
}

/** One step a unit of width, the highest count in it: thousands of iterations draw as fast as ten. */
function areaOf({ at, running }: Concurrency, top: number): string {
  const from: Millis = at[0] ?? 0
  const length = Math.max(1, (at.at(-1) ?? 0) - from)
  const highest = new Float64Array(WIDTH)
  for (const [index, start] of at.entries()) {
    const first = Math.floor(((start - from) / length) * (WIDTH - 1))
    const last = Math.floor((((at[index + 1] ?? start) - from) / length) * (WIDTH - 1))
    for (let x = first; x <= last; x++) highest[x] = Math.max(highest[x] ?? 0, running[index] ?? 0)
  }
  const points = Array.from(highest, (count, x) => {
    const y = (HEIGHT - (count / Math.max(1, top)) * (HEIGHT - 2)).toFixed(1)
    return `L${x} ${y}L${x + 1} ${y}`
  })
  return `M0 ${HEIGHT}${points.join('')}L${WIDTH} ${HEIGHT}Z`
}

const SLOWEST_SHOWN = 8

interface SlowestProps {
  readonly comparison: IterationComparison
  readonly onSelect: (key: SpanKey) => void
}

function Slowest({ comparison, onSelect }: SlowestProps) {
  const { count, medianMs, slowest, outliers } = comparison
  if (count < 2 || medianMs === undefined) return null
  const far = new Set(outliers.map(({ key }) => key))
  return (
    <section className="sfn-block" aria-label="Slowest iterations">
      <header className="sfn-block-head">
        <h3>Slowest iterations</h3>
        <span className="sfn-muted">
          median of {formatCount(count)}: {formatDuration(medianMs)} ·{' '}
          {outliers.length === 0 ? 'no outliers' : `${formatCount(outliers.length)} far slower`}
        </span>
      </header>
      <table className="sfn-table">
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col" className="sfn-number">
              Took
            </th>
            <th scope="col" className="sfn-number">
              × median
            </th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {slowest.slice(0, SLOWEST_SHOWN).map(({ key, index, round, durationMs, outcome }) => (
            <tr key={key}>
              <td>
                <button type="button" className="sfn-cell-button" onClick={() => onSelect(key)}>
                  #{index}
                  {round > 1 && ` (round ${round})`}
                </button>
              </td>
              <td className="sfn-number">{formatDuration(durationMs)}</td>
              <td className="sfn-number">
                {medianMs > 0 ? (durationMs / medianMs).toFixed(1) : '—'}
                {far.has(key) && (
                  <span className="sfn-score" title="Far outside what is usual here">
                    {' '}
                    outlier
                  </span>
                )}
              </td>
              <td>
                <span className={`sfn-outcome sfn-outcome-${outcome}`}>
                  <Icon name={outcomeIconName(outcome)} size={12} />
                  {outcomeName(outcome)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
