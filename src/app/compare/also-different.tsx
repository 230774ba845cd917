import type { RunComparison, StateDifference } from '../../comparison/compare-runs.ts'
import type { DataDifference } from '../../comparison/data-differences.ts'
import type { StatePlace } from '../../comparison/time-difference.ts'
import type { Usual } from '../../comparison/usual.ts'
import { formatCount } from '../../words/format-count.ts'
import { DifferenceRows } from '../payload/difference-list.tsx'
import { aloneInWords } from './alone-words.ts'
import { machineWords } from './part-words.ts'

const STATES_SHOWN = 50

interface AlsoDifferentProps {
  readonly comparison: RunComparison
  /** What the earlier run is called. */
  readonly before: string
  /** What several runs took; undefined where there is one other. */
  readonly usual: Usual | undefined
  /** Finds a state in the chart. */
  readonly onState: (state: StatePlace) => void
}

/** What differs beside the time: states that are new or missing, retries, failures, and what went in and came out. */
export function AlsoDifferent({
  comparison: { states, data },
  before: beforeName,
  usual,
  onState,
}: AlsoDifferentProps) {
  const rows = states.slice(0, STATES_SHOWN).flatMap(state => countsOf(state, usual))
  return (
    <section aria-label="Also different">
      {rows.length > 0 && (
        <table className="sfn-table">
          <thead>
            <tr>
              <th scope="col">Also different</th>
              <th scope="col" className="sfn-number">
                {beforeName}
              </th>
              <th scope="col" className="sfn-number">
                This run
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ machine, path, what, before, now, isHere }) => (
              <tr key={`${machine} ${path} ${what}`}>
                <td className="sfn-path-cell" title={path + machineWords(machine)}>
                  {isHere ? (
                    <button type="button" className="sfn-cell-button" onClick={() => onState({ machine, path })}>
                      {path}
                    </button>
                  ) : (
                    path
                  )}
                  <span className="sfn-muted">
                    {machineWords(machine)} · {what}
                  </span>
                </td>
                <td className="sfn-number">{before}</td>
                <td className="sfn-number">{now}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {states.length > STATES_SHOWN && (
        <p className="sfn-muted">and {formatCount(states.length - STATES_SHOWN)} more states</p>
      )}
      {(['input', 'output', 'definition'] as const).map(side => (
        <Data key={side} side={side} difference={data[side]} />
      ))}
    </section>
  )
}

interface CountRow extends StatePlace {
  readonly what: string
  readonly before: string
  readonly now: string
  readonly isHere: boolean
}

/** A state that one of the runs never came to is told by its visits alone. */
function countsOf({ machine, path, a, b }: StateDifference, usual: Usual | undefined): readonly CountRow[] {
  if (a === undefined || b === undefined) {
    const { badge: what } = aloneInWords({ machine, path, isIn: a === undefined ? 'b' : 'a' }, usual)
    return [{ machine, path, what, before: visits(a?.visits), now: visits(b?.visits), isHere: b !== undefined }]
  }
  return (['visits', 'retries', 'failures'] as const)
    .filter(name => a[name] !== b[name])
    .map(name => ({
      ...{ machine, path, what: name, isHere: true },
      ...{ before: formatCount(a[name]), now: formatCount(b[name]) },
    }))
}

function visits(count: number | undefined): string {
  return count === undefined ? '—' : formatCount(count)
}

const SIDES = { input: 'Input', output: 'Output', definition: 'Definition' } as const

function Data({ side, difference }: { readonly side: keyof typeof SIDES; readonly difference: DataDifference }) {
  if (difference.kind === 'same') return null
  if (difference.kind === 'unknown') return <p className="sfn-muted">{SIDES[side]}: not known of both runs.</p>
  const { members } = difference
  return (
    <details className="sfn-data-difference">
      <summary>
        {SIDES[side]}: {formatCount(members.length)} {members.length === 1 ? 'place differs' : 'places differ'}
      </summary>
      <DifferenceRows differences={members} label={`${SIDES[side]}, then and in this run`} />
    </details>
  )
}
