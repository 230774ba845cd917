import { useMemo, useState } from 'react'
import { Segments, Switch } from '../../kit/controls.tsx'
import { Icon } from '../../kit/icons.tsx'
import { SearchField } from '../../kit/search-field.tsx'
import { durationBoundsWords, readDurationBounds } from '../../runs/duration-bounds.ts'
import type { RunOutcome } from '../../runs/run-buckets.ts'
import type { RunList } from '../../runs/run-list.ts'
import { startersOf } from '../../runs/run-trend.ts'
import type { NavigateRuns } from '../../state/link-writer.ts'
import { RUN_DAYS, type RunsLink } from '../../state/runs-link.ts'
import { formatCount } from '../../words/format-count.ts'
import { outcomeIconName } from '../../words/outcomes.ts'
import { LogRange } from './log-range.tsx'
import { RUN_OUTCOMES, type RunCounts, type RunsTimeMode, runOutcomeName, starterWords } from './run-words.ts'

const TIME_MODES = [
  { id: 'utc', text: 'UTC' },
  { id: 'local', text: 'Local' },
] as const

const DAYS = [
  ...RUN_DAYS.map(days => ({ id: `${days}` as const, text: `${days} days` })),
  { id: 'all', text: 'All read' } as const,
]

interface RunsToolbarProps {
  readonly list: RunList
  readonly link: RunsLink
  readonly navigate: NavigateRuns
  readonly name: string
  readonly onName: (name: string) => void
  readonly timeMode: RunsTimeMode
  /** Of what is asked for, whatever came of it. */
  readonly counts: RunCounts
  /** Read from the log of an Express machine. */
  readonly isLog: boolean
}

/** Which runs, over which time, and how their durations are drawn. */
export function RunsToolbar({ isLog, ...props }: RunsToolbarProps) {
  const { list, link, navigate, name, onName, timeMode, counts } = props
  const { outcomes = [] } = link
  const toggle = (outcome: RunOutcome) => {
    const next = outcomes.includes(outcome) ? outcomes.filter(one => one !== outcome) : [...outcomes, outcome]
    navigate({ outcomes: next }, 'push')
  }
  const chosenDays = DAYS.find(({ id }) => id === `${link.days}`)?.id ?? 'all'
  return (
    <div className="sfn-toolbar" role="group" aria-label="View">
      <SearchField frameClassName="sfn-runs-name" label="Name begins with" value={name} onText={onName} />
      <DurationFilter link={link} navigate={navigate} />
      <StarterFilter list={list} link={link} navigate={navigate} />
      <div role="group" aria-label="Status" className="sfn-runs-outcomes">
        {RUN_OUTCOMES.filter(outcome => counts.by[outcome] > 0 || outcomes.includes(outcome)).map(outcome => (
          <button
            key={outcome}
            type="button"
            aria-pressed={outcomes.includes(outcome)}
            className={`sfn-runs-outcome sfn-outcome-${outcome}`}
            onClick={() => toggle(outcome)}
          >
            {outcome !== 'unknown' && <Icon name={outcomeIconName(outcome)} size={12} />}
            {runOutcomeName(outcome)} <b>{formatCount(counts.by[outcome])}</b>
          </button>
        ))}
      </div>
      {isLog ? (
        <LogRange link={link} navigate={navigate} timeMode={timeMode} />
      ) : (
        <Segments
          label="Time shown"
          options={DAYS}
          selected={chosenDays}
          onSelect={id =>
            navigate({ days: RUN_DAYS.find(days => `${days}` === id), from: undefined, to: undefined }, 'push')
          }
        />
      )}
      <Switch label="Log scale" on={link.log === true} onChange={log => navigate({ log }, 'push')} />
      <div className="sfn-toolbar-end">
        <Segments
          label="Times"
          options={TIME_MODES}
          selected={timeMode}
          onSelect={mode => navigate({ timeMode: mode }, 'push')}
        />
      </div>
    </div>
  )
}

/** How long runs took; asked for by Enter or on leaving. */
function DurationFilter({ link, navigate }: Pick<RunsToolbarProps, 'link' | 'navigate'>) {
  // Undefined: as the link says.
  const [typed, setTyped] = useState<string>()
  const text = typed ?? durationBoundsWords(link)
  const bounds = readDurationBounds(text)
  const ask = () => {
    if (typed === undefined || bounds === undefined) return
    navigate({ leastMs: undefined, mostMs: undefined, ...bounds }, 'push')
    setTyped(undefined)
  }
  return (
    <input
      type="text"
      className="sfn-runs-duration"
      aria-label="Duration"
      placeholder="Duration, >40m"
      title="Such as >40m, <2h or 40m-1h"
      aria-invalid={bounds === undefined}
      value={text}
      spellCheck={false}
      onChange={event => setTyped(event.target.value)}
      onBlur={ask}
      onKeyDown={event => event.key === 'Enter' && ask()}
    />
  )
}

const ANY = '*'

/** Which version or alias started them, where there are several. */
function StarterFilter({ list, link, navigate }: Pick<RunsToolbarProps, 'list' | 'link' | 'navigate'>) {
  const starters = useMemo(() => startersOf(list), [list])
  const { startedBy } = link
  const known = starters.map(starter => starter ?? '')
  const options = startedBy === undefined || known.includes(startedBy) ? known : [...known, startedBy]
  if (options.length < 2) return null
  return (
    <select
      className="sfn-select"
      aria-label="Version or alias"
      value={startedBy ?? ANY}
      onChange={({ target }) => navigate({ startedBy: target.value === ANY ? undefined : target.value }, 'push')}
    >
      <option value={ANY}>Any version or alias</option>
      {options.map(starter => (
        <option key={starter} value={starter}>
          {starterWords(starter)}
        </option>
      ))}
    </select>
  )
}
