import { Segments, Switch } from '../../kit/controls.tsx'
import { Icon } from '../../kit/icons.tsx'
import type { RunOutcome } from '../../runs/run-buckets.ts'
import type { NavigateRuns } from '../../state/link-writer.ts'
import { RUN_DAYS, type RunsLink } from '../../state/runs-link.ts'
import { formatCount } from '../../words/format-count.ts'
import { outcomeIconName } from '../../words/outcomes.ts'
import { RUN_OUTCOMES, type RunCounts, type RunsTimeMode, runOutcomeName } from './run-words.ts'

const TIME_MODES = [
  { id: 'utc', text: 'UTC' },
  { id: 'local', text: 'Local' },
] as const

const DAYS = [
  ...RUN_DAYS.map(days => ({ id: `${days}` as const, text: `${days} days` })),
  { id: 'all', text: 'All read' } as const,
]

interface RunsToolbarProps {
  readonly link: RunsLink
  readonly navigate: NavigateRuns
  readonly name: string
  readonly onName: (name: string) => void
  readonly timeMode: RunsTimeMode
  /** Of the time that is shown, by no other filter. */
  readonly counts: RunCounts
}

/** Which runs, over which time, and how their durations are drawn. */
export function RunsToolbar({ link, navigate, name, onName, timeMode, counts }: RunsToolbarProps) {
  const { outcomes = [] } = link
  const toggle = (outcome: RunOutcome) => {
    const next = outcomes.includes(outcome) ? outcomes.filter(one => one !== outcome) : [...outcomes, outcome]
    navigate({ outcomes: next }, 'push')
  }
  const chosenDays = DAYS.find(({ id }) => id === `${link.days}`)?.id ?? 'all'
  return (
    <div className="sfn-toolbar" role="group" aria-label="View">
      <div className="sfn-search-box sfn-runs-name">
        <Icon name="search" size={14} />
        <input
          type="text"
          aria-label="Name begins with"
          placeholder="Name begins with"
          value={name}
          spellCheck={false}
          onChange={event => onName(event.target.value)}
        />
      </div>
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
      <Segments
        label="Time shown"
        options={DAYS}
        selected={chosenDays}
        onSelect={id =>
          navigate({ days: RUN_DAYS.find(days => `${days}` === id), from: undefined, to: undefined }, 'push')
        }
      />
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
