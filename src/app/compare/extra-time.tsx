import { useMemo } from 'react'
import type { RunComparison } from '../../comparison/compare-runs.ts'
import { type StatePlace, toldParts } from '../../comparison/time-difference.ts'
import type { Usual } from '../../comparison/usual.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDelta, formatDuration } from '../../words/format-duration.ts'
import { type AloneWords, aloneInWords } from './alone-words.ts'
import { machineWords, partWords } from './part-words.ts'
import { type Span, waterfallOf } from './waterfall.ts'

const PARTS_SHOWN = 30

interface ExtraTimeProps {
  readonly comparison: RunComparison
  /** What stands for the earlier. */
  readonly before: string
  /** What several runs took; undefined where there is one other. */
  readonly usual: Usual | undefined
  /** Finds a state in the chart. */
  readonly onState: (state: StatePlace) => void
}

/** From how long the earlier run took to how long this one did, part by part. */
export function ExtraTime({ comparison: { onPath }, before, usual, onState }: ExtraTimeProps) {
  const { rows, rest } = useMemo(() => toldParts(onPath, PARTS_SHOWN), [onPath])
  const bars = useMemo(
    () => waterfallOf(onPath, [...rows.map(row => row.deltaMs), ...(rest === undefined ? [] : [rest.deltaMs])]),
    [onPath, rows, rest],
  )
  return (
    <table className="sfn-table sfn-extra">
      <thead>
        <tr>
          <th scope="col">On the critical path</th>
          <th scope="col">
            <span className="sfn-hidden">From one to the other</span>
          </th>
          <th scope="col" className="sfn-number">
            Difference
          </th>
          <th scope="col" className="sfn-number">
            Share
          </th>
        </tr>
      </thead>
      <tbody>
        <tr className="sfn-sum">
          <td>{before}</td>
          <Bar span={bars.before} className="sfn-extra-then" />
          <td className="sfn-number">{formatDuration(onPath.aMs)}</td>
          <td className="sfn-number">{''}</td>
        </tr>
        {rows.map(({ part, deltaMs, share, isIn }, at) => (
          <tr key={`${part.machine} ${part.path} ${part.kind}`}>
            <td className="sfn-path-cell" title={partWords(part) + machineWords(part.machine)}>
              {part.path === '' ? (
                partWords(part)
              ) : (
                <button type="button" className="sfn-cell-button" onClick={() => onState(part)}>
                  {partWords(part)}
                </button>
              )}
              {part.machine !== undefined && <span className="sfn-muted">{machineWords(part.machine)}</span>}
              {isIn !== 'both' && <AloneBadge words={aloneInWords({ ...part, isIn }, usual)} />}
            </td>
            <Bar span={bars.parts[at]} className={deltaMs > 0 ? 'sfn-extra-longer' : 'sfn-extra-shorter'} />
            <td className="sfn-number">{formatDelta(deltaMs)}</td>
            <td className="sfn-number">{percentOf(share)}</td>
          </tr>
        ))}
        {rest !== undefined && (
          <tr>
            <td>{formatCount(rest.count)} smaller parts</td>
            <Bar
              span={bars.parts[rows.length]}
              className={rest.deltaMs > 0 ? 'sfn-extra-longer' : 'sfn-extra-shorter'}
            />
            <td className="sfn-number">{formatDelta(rest.deltaMs)}</td>
            <td className="sfn-number">{percentOf(rest.share)}</td>
          </tr>
        )}
        <tr className="sfn-sum">
          <td>This run</td>
          <Bar span={bars.after} className="sfn-extra-now" />
          <td className="sfn-number">{formatDuration(onPath.bMs)}</td>
          <td className="sfn-number">{onPath.deltaMs === 0 ? '' : '100 %'}</td>
        </tr>
      </tbody>
    </table>
  )
}

function AloneBadge({ words: { badge, title } }: { readonly words: AloneWords }) {
  return (
    <span className="sfn-extra-new" title={title}>
      {badge}
    </span>
  )
}

function Bar({ span, className }: { readonly span: Span | undefined; readonly className: string }) {
  return (
    <td className="sfn-extra-bar" aria-hidden="true">
      {span !== undefined && (
        <span className={className} style={{ left: `${span.from * 100}%`, width: `${(span.to - span.from) * 100}%` }} />
      )}
    </td>
  )
}

/** Signed: what runs against the difference has less than nothing of it. */
function percentOf(share: number | undefined): string {
  if (share === undefined) return ''
  return `${share < 0 ? '−' : ''}${Math.round(Math.abs(share) * 100)} %`
}
