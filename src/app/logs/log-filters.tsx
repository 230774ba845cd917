import { useMemo } from 'react'
import { Switch } from '../../kit/controls.tsx'
import { SearchField } from '../../kit/search-field.tsx'
import type { LineLevel } from '../../logs/line-level.ts'
import type { OwnedLine } from '../../logs/lines-of-requests.ts'
import { formatCount } from '../../words/format-count.ts'
import { LEVEL_NAMES, levelCounts } from './log-rows.ts'

interface LogFiltersProps {
  readonly text: string
  readonly hidden: ReadonlySet<LineLevel>
  readonly lines: readonly OwnedLine[]
  readonly errorsFirst: boolean
  readonly onErrorsFirst: (on: boolean) => void
  readonly onText: (text: string) => void
  readonly onHidden: (hidden: ReadonlySet<LineLevel>) => void
  /** Goes to the first error; undefined where there is none. */
  readonly onFirstError: (() => void) | undefined
}

/** Which lines are on show: by text and level. */
export function LogFilters(props: LogFiltersProps) {
  const { text, hidden, lines, errorsFirst, onErrorsFirst, onText, onHidden, onFirstError } = props
  const counts = useMemo(() => levelCounts(lines), [lines])
  return (
    <div className="sfn-log-filters">
      <SearchField label="Search lines" value={text} onText={onText} />
      <div role="group" aria-label="Levels" className="sfn-segments sfn-log-levels">
        {counts.map(({ level, count }) => (
          <button
            key={level}
            type="button"
            aria-pressed={!hidden.has(level)}
            className={`sfn-level-${level}`}
            onClick={() => onHidden(toggled(hidden, level))}
          >
            {LEVEL_NAMES[level]} {formatCount(count)}
          </button>
        ))}
      </div>
      {counts.some(({ level }) => level === 'error') && (
        <Switch label="Errors first" on={errorsFirst} onChange={onErrorsFirst} />
      )}
      <button type="button" className="sfn-secondary" disabled={onFirstError === undefined} onClick={onFirstError}>
        First error
      </button>
    </div>
  )
}

function toggled(hidden: ReadonlySet<LineLevel>, level: LineLevel): ReadonlySet<LineLevel> {
  const next = new Set(hidden)
  if (!next.delete(level)) next.add(level)
  return next
}
