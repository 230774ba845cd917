import { useMemo } from 'react'
import { spanErrorOf } from '../../analysis/span-error.ts'
import type { EventId, Millis } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import { SpacerRow } from '../../kit/spacer-row.tsx'
import { useRowsInSight } from '../../kit/use-rows-in-sight.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { StateVisit, TaskAttempt } from '../../model/span.ts'
import { attemptsOf } from '../../model/walk.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { outcomeIconName, outcomeName } from '../../words/outcomes.ts'
import { type Stretch, stretchesOfBar, timeIn } from './bar-stretches.ts'

interface AttemptsTableProps {
  readonly tree: ExecutionTree
  readonly visit: StateVisit
  readonly selected: TaskAttempt | undefined
  readonly now: Millis
  readonly onSelect: (eventId: EventId) => void
}

/** Until one is measured: a line of 16 px, 4 px around it, a border. */
const ROW_HEIGHT_PX = 25

/** Every attempt of a visit: how long it queued, ran and waited, how long until the next, how it ended. The kinds are those of its phases. */
export function AttemptsTable({ tree, visit, selected, now, onSelect }: AttemptsTableProps) {
  const attempts = useMemo(() => attemptsOf(tree, visit), [tree, visit])
  const columns = useMemo(() => columnsOf(stretchesOfBar(tree, visit)), [tree, visit])
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
            {columns.map(kind => (
              <th key={kind} scope="col" className="sfn-number">
                {HEADS[kind]}
              </th>
            ))}
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody ref={container} style={{ whiteSpace }}>
          <SpacerRow heightPx={beforePx} columns={columns.length + 2} />
          {attempts.slice(from, to).map((attempt, at) => {
            const stretches = stretchesOfBar(tree, attempt)
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
                {columns.map(kind => (
                  <td key={kind} className="sfn-number">
                    {took(stretches, kind, now)}
                  </td>
                ))}
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
          <SpacerRow heightPx={afterPx} columns={columns.length + 2} />
        </tbody>
      </table>
    </section>
  )
}

const HEADS = { queued: 'Queued', running: 'Running', waiting: 'Waiting', backoff: 'Backoff' } as const
type Kind = keyof typeof HEADS

/** Waiting and backoff only where some attempt has them: the panel is narrow. */
function columnsOf(stretches: readonly Stretch[]): readonly Kind[] {
  const has = (kind: Stretch['kind']) => stretches.some(stretch => stretch.kind === kind)
  return [
    ...(['queued', 'running'] as const),
    ...(has('waiting') ? (['waiting'] as const) : []),
    ...(has('backoff') || has('idle') ? (['backoff'] as const) : []),
  ]
}

/** Of a redrive's idle time it is said that it is no backoff. */
function took(stretches: readonly Stretch[], kind: Kind, now: Millis): string {
  const ms = timeIn(stretches, kind, now)
  const idleMs = kind === 'backoff' ? timeIn(stretches, 'idle', now) : undefined
  const words = [
    ...(ms === undefined ? [] : [formatDuration(ms)]),
    ...(idleMs === undefined ? [] : [`${formatDuration(idleMs)} idle`]),
  ]
  return words.length === 0 ? '—' : words.join(', ')
}

/** `Lambda.TooManyRequestsException` → `TooManyRequests`: the column is narrow, the whole name is the tooltip. */
function shortError(error: string | undefined): string | undefined {
  return error?.replace(/^.*\.(?=[^.]+$)/, '').replace(/(Exception|Error)$/, '') || error
}
