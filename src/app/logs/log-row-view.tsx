import type { CSSProperties } from 'react'
import { Icon } from '../../kit/icons.tsx'
import { formatTime, type TimeReading } from '../../words/points-in-time.ts'
import { Marked } from '../payload/marked.tsx'
import { LEVEL_NAMES, type LogRow } from './log-rows.ts'

interface LogRowViewProps {
  readonly id: string
  readonly row: LogRow
  readonly style: CSSProperties
  readonly reading: TimeReading
  readonly query: string
  readonly current: boolean
  /** It is the nearest to where the hand is on the bar. */
  readonly pointed: boolean
  /** It came with a later look. */
  readonly late: boolean
  readonly onHover: () => void
  readonly onClick: () => void
}

/** One row: time, level, what it says. Only text: nothing in it is ever markup. */
export function LogRowView({
  id,
  row,
  style,
  reading,
  query,
  current,
  pointed,
  late,
  onHover,
  onClick,
}: LogRowViewProps) {
  const { kind, line, text, beside, fold } = row
  const { level } = line
  return (
    // The tree has the keys, its items are pointed at by aria-activedescendant
    <div
      id={id}
      role="treeitem"
      aria-level={kind === 'line' ? 1 : 2}
      aria-selected={current}
      aria-current={pointed || undefined}
      aria-expanded={fold === undefined ? undefined : fold === 'open'}
      tabIndex={-1}
      className={`sfn-log-row sfn-log-${kind} sfn-level-${level}${current ? ' sfn-log-current' : ''}${pointed ? ' sfn-log-pointed' : ''}`}
      style={style}
      onPointerEnter={onHover}
      onClick={onClick}
    >
      {kind === 'line' && (
        <>
          <span className="sfn-log-time">
            {late && <span className="sfn-log-late" title="It came late" aria-label="came late" role="img" />}
            {line.line.at === undefined ? '' : formatTime(line.line.at, reading)}
          </span>
          <span className="sfn-log-level">{level === 'none' ? '' : LEVEL_NAMES[level]}</span>
          <span className="sfn-log-twisty">
            {fold !== undefined && <Icon name={fold === 'closed' ? 'right' : 'down'} size={10} />}
          </span>
        </>
      )}
      <span className="sfn-log-text">
        <Marked text={text} query={query} />
        {beside !== '' && (
          <span className="sfn-muted">
            {' · '}
            <Marked text={beside} query={query} />
          </span>
        )}
      </span>
    </div>
  )
}
