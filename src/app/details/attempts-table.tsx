import { useMemo } from 'react'
import { spanErrorOf } from '../../analysis/span-error.ts'
import type { EventId, Millis } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import { SpacerRow } from '../../kit/spacer-row.tsx'
import { useRowsInSight } from '../../kit/use-rows-in-sight.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { type Backoff, backoffsOf, phasesOf } from '../../model/phases.ts'
import type { StateVisit, TaskAttempt } from '../../model/span.ts'
import { attemptsOf } from '../../model/walk.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { outcomeIconName, outcomeName } from '../../words/outcomes.ts'

interface AttemptsTableProps {
  readonly tree: ExecutionTree
  readonly visit: StateVisit
  readonly selected: TaskAttempt | undefined
  readonly now: Millis
  readonly onSelect: (eventId: EventId) => void
}

/** As `.sfn-table` has them: a line of 16 px, 4 px around it, a border. */
const ROW_HEIGHT_PX = 25

/** Every attempt of a visit: how long it queued and ran, how long until the next, how it ended. */
export function AttemptsTable({ tree, visit, selected, now, onSelect }: AttemptsTableProps) {
  const attempts = useMemo(() => attemptsOf(tree, visit), [tree, visit])
  const gapsBefore = useMemo(() => gapsByAttempt(tree, visit), [tree, visit])
  const { container, from, to, beforePx, afterPx, whiteSpace } = useRowsInSight<HTMLTableSectionElement>(
    attempts.length,
    ROW_HEIGHT_PX,
  )
  if (attempts.length === 0) return null
  return (
    <section className="sfn-block">
      <header className="sfn-block-head">
        <h3>Attempts</h3>
        <span className="sfn-muted">
          {selected === undefined ? attempts.length : `${selected.attempt} of ${attempts.length}`}
        </span>
      </header>
      <table className="sfn-table" aria-rowcount={attempts.length + 1}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col" className="sfn-number">
              Queued
            </th>
            <th scope="col" className="sfn-number">
              Running
            </th>
            <th scope="col" className="sfn-number">
              Backoff
            </th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody ref={container} style={{ whiteSpace }}>
          <SpacerRow heightPx={beforePx} columns={5} />
          {attempts.slice(from, to).map((attempt, at) => {
            const next = attempts[from + at + 1]
            const gaps = (next === undefined ? undefined : gapsBefore.get(next.startEventId)) ?? []
            return (
              <tr
                key={attempt.key}
                aria-rowindex={from + at + 2}
                aria-current={attempt === selected ? 'true' : undefined}
              >
                <td>
                  <button
                    type="button"
                    className="sfn-cell-button"
                    aria-label={`Attempt ${attempt.attempt}`}
                    onClick={() => onSelect(attempt.startEventId)}
                  >
                    {attempt.attempt}
                  </button>
                </td>
                <td className="sfn-number">{took(tree, attempt, { kinds: ['queued'], now })}</td>
                <td className="sfn-number">{took(tree, attempt, { kinds: ['running', 'waiting'], now })}</td>
                <td className="sfn-number">{gapWords(gaps)}</td>
                <td className="sfn-result">
                  <span
                    className={`sfn-outcome sfn-outcome-${attempt.outcome}`}
                    title={spanErrorOf(tree, attempt)?.error}
                  >
                    <Icon name={outcomeIconName(attempt.outcome)} size={12} />
                    <span className="sfn-ellipsis">
                      {shortError(spanErrorOf(tree, attempt)?.error) ?? outcomeName(attempt.outcome)}
                    </span>
                  </span>
                </td>
              </tr>
            )
          })}
          <SpacerRow heightPx={afterPx} columns={5} />
        </tbody>
      </table>
    </section>
  )
}

/** The times between two attempts by the event that scheduled the second. */
function gapsByAttempt(tree: ExecutionTree, visit: StateVisit): ReadonlyMap<EventId, readonly Backoff[]> {
  const gaps = new Map<EventId, Backoff[]>()
  for (const gap of backoffsOf(tree, visit)) {
    const known = gaps.get(gap.endEventId)
    if (known === undefined) gaps.set(gap.endEventId, [gap])
    else known.push(gap)
  }
  return gaps
}

/** The time before the next attempt; of a redrive's idle time it is said that it is no backoff. */
function gapWords(gaps: readonly Backoff[]): string {
  const words = gaps.map(({ kind, from, to }) => `${formatDuration(to - from)}${kind === 'idle' ? ' idle' : ''}`)
  return words.length === 0 ? '—' : words.join(', ')
}

interface Asked {
  readonly kinds: readonly string[]
  readonly now: Millis
}

function took(tree: ExecutionTree, attempt: TaskAttempt, { kinds, now }: Asked): string {
  const phases = phasesOf(tree, attempt).filter(phase => kinds.includes(phase.kind))
  if (phases.length === 0) return '—'
  return formatDuration(phases.reduce((total, phase) => total + Math.max(0, (phase.to ?? now) - phase.from), 0))
}

/** `Lambda.TooManyRequestsException` → `TooManyRequests`: the column is narrow, the whole name is the tooltip. */
function shortError(error: string | undefined): string | undefined {
  return error?.replace(/^.*\.(?=[^.]+$)/, '').replace(/(Exception|Error)$/, '') || error
}
