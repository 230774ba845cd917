import { useMemo } from 'react'
import { type Difference, differencesOf } from '../../comparison/json-difference.ts'
import { VirtualRows } from '../../kit/virtual-rows.tsx'
import { formatCount } from '../../words/format-count.ts'
import './payload.css'

const ROW_PX = 58
const SHOWN_CHARACTERS = 300
const WORDS = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const

interface DifferenceListProps {
  readonly before: unknown
  readonly after: unknown
  readonly beforeName: string
  readonly afterName: string
}

/** What changed between two payloads, place by place. */
export function DifferenceList({ before, after, beforeName, afterName }: DifferenceListProps) {
  const differences = useMemo(() => differencesOf(before, after), [before, after])
  const summary = `${beforeName} → ${afterName}: ${differences.length === 0 ? 'no difference' : `${formatCount(differences.length)} differences`}`
  return (
    <>
      <p className="sfn-payload-note">{summary}</p>
      <DifferenceRows differences={differences} label={summary} />
    </>
  )
}

interface DifferenceRowsProps {
  readonly differences: readonly Difference[]
  readonly label: string
}

/** Places that differ: what was there, then what is. */
export function DifferenceRows({ differences, label }: DifferenceRowsProps) {
  return (
    <VirtualRows
      className="sfn-payload-lines"
      count={differences.length}
      rowHeightPx={ROW_PX}
      scroller={{ role: 'list', 'aria-label': label }}
      renderRow={(row, style) => {
        const difference = differences[row]
        if (difference === undefined) return null
        return (
          <div key={difference.path} role="listitem" className="sfn-difference" style={style}>
            <div className="sfn-difference-path" title={difference.path}>
              <span className={`sfn-difference-${difference.kind}`}>{WORDS[difference.kind]}</span> {difference.path}
            </div>
            <del>{shortened(difference.before)}</del>
            <ins>{shortened(difference.after)}</ins>
          </div>
        )
      }}
    />
  )
}

function shortened(text: string | undefined): string {
  if (text === undefined) return '—'
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
}
