import { useEffect, useMemo, useState } from 'react'
import type { StateStatistics, StatisticsOfStates } from '../../analysis/state-statistics.ts'
import { countsBetween, nextChange, type Presence } from '../../graph/presence.ts'
import type { StateId } from '../../graph/state-graph.ts'
import type { Millis } from '../../history/events.ts'
import { Icon } from '../../kit/icons.tsx'
import { formatDuration } from '../../words/format-duration.ts'
import { formatMoment, type TimeReading } from '../../words/points-in-time.ts'

/** Rows of the states that took most of the run; the selected one beside them. */
const MOST_ROWS = 4
const STEPS = 240
const ROW_PX = 22
/** A run is played in so long, whatever it took. */
const PLAY_MS = 20_000
/** Playing renders so often at most. */
const PLAY_STEP_MS = 50

interface MomentStripProps {
  readonly from: Millis
  readonly to: Millis
  readonly reading: TimeReading
  readonly statistics: StatisticsOfStates
  readonly presence: ReadonlyMap<StateId, Presence>
  readonly moment: Millis | undefined
  readonly selected: StateId | undefined
  /** `isSettled`: no more will follow at once. */
  readonly onMoment: (moment: Millis | undefined, isSettled: boolean) => void
  readonly onSelect: (id: StateId) => void
}

/** How many were in which state over time, and a line that is moved to a moment. */
export function MomentStrip(props: MomentStripProps) {
  const { from, to, reading, statistics, presence, moment, selected, onMoment, onSelect } = props
  const rows = useMemo(() => rowsOf(statistics, selected), [statistics, selected])
  const [isPlaying, setPlaying] = usePlaying(props)
  const step = (direction: 1 | -1) => {
    const next = nextChange(presence.values(), moment ?? (direction === 1 ? from - 1 : to + 1), direction)
    if (next !== undefined) onMoment(next, true)
  }
  const share = moment === undefined ? undefined : (moment - from) / Math.max(1, to - from)
  return (
    <section className="sfn-moment" aria-label="Moment">
      <div className="sfn-moment-controls">
        <button
          type="button"
          className="sfn-icon-button sfn-moment-play"
          aria-label={isPlaying ? 'Stop' : 'Play the run'}
          onClick={() => setPlaying(!isPlaying)}
        >
          <Icon name={isPlaying ? 'pause' : 'play'} size={14} />
        </button>
        <button type="button" className="sfn-icon-button" aria-label="Previous change" onClick={() => step(-1)}>
          <Icon name="left" size={14} />
        </button>
        <button type="button" className="sfn-icon-button" aria-label="Next change" onClick={() => step(1)}>
          <Icon name="right" size={14} />
        </button>
        <span role="status">
          {moment === undefined ? (
            <span className="sfn-muted">Drag below to see who was where at a moment</span>
          ) : (
            <>
              <b>{formatMoment(moment, reading)}</b> <span className="sfn-muted">of {formatDuration(to - from)}</span>
            </>
          )}
        </span>
        {moment !== undefined && (
          <button type="button" className="sfn-cell-button" onClick={() => onMoment(undefined, true)}>
            Whole run
          </button>
        )}
      </div>
      <div className="sfn-moment-plot">
        <div className="sfn-moment-names">
          {rows.map(({ path, name }) => (
            <button
              key={path}
              type="button"
              title={path}
              aria-pressed={path === selected}
              onClick={() => onSelect(path)}
            >
              {name}
            </button>
          ))}
        </div>
        <div className="sfn-moment-rows">
          {rows.map(({ path }) => (
            <Silhouette key={path} presence={presence.get(path)} from={from} to={to} />
          ))}
          {share !== undefined && <span className="sfn-moment-line" style={{ left: `${(share * 100).toFixed(3)}%` }} />}
          <input
            type="range"
            aria-label="Moment"
            aria-valuetext={moment === undefined ? 'whole run' : formatMoment(moment, reading)}
            min={from}
            max={Math.max(from + 1, to)}
            step="any"
            value={moment ?? to}
            onChange={event => onMoment(event.target.valueAsNumber, false)}
            onKeyDown={event => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
              event.preventDefault()
              step(event.key === 'ArrowRight' ? 1 : -1)
            }}
          />
        </div>
      </div>
    </section>
  )
}

function rowsOf({ states }: StatisticsOfStates, selected: StateId | undefined): readonly StateStatistics[] {
  const longest = new Set(states.toSorted((a, b) => b.busyMs - a.busyMs).slice(0, MOST_ROWS))
  return states.filter(state => state.path === selected || longest.has(state))
}

function usePlaying({ from, to, moment, onMoment }: MomentStripProps) {
  const [isPlaying, setPlaying] = useState(false)
  useEffect(() => {
    if (!isPlaying) return undefined
    const timer = setTimeout(() => {
      const next = (moment ?? from) + ((to - from) * PLAY_STEP_MS) / PLAY_MS
      if (next >= to) setPlaying(false)
      onMoment(Math.min(next, to), next >= to)
    }, PLAY_STEP_MS)
    return () => clearTimeout(timer)
  }, [isPlaying, from, to, moment, onMoment])
  const start = (on: boolean) => {
    if (on && (moment === undefined || moment >= to)) onMoment(from, false)
    setPlaying(on)
  }
  return [isPlaying, start] as const
}

interface SilhouetteProps {
  readonly presence: Presence | undefined
  readonly from: Millis
  readonly to: Millis
}

function Silhouette({ presence, from, to }: SilhouetteProps) {
  const path = useMemo(() => (presence === undefined ? '' : outline(presence, from, to)), [presence, from, to])
  return (
    <svg className="sfn-moment-row" viewBox={`0 0 ${STEPS} ${ROW_PX}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}

function outline(presence: Presence, from: Millis, to: Millis): string {
  const counts = countsBetween(presence, from, to, STEPS)
  const most = Math.max(1, ...counts)
  const tops = Array.from(counts, (count, at) => {
    // One among thousands is still seen.
    const height = count === 0 ? 0 : Math.max(2, (count / most) * (ROW_PX - 4))
    return `L${at} ${(ROW_PX - height).toFixed(1)}L${at + 1} ${(ROW_PX - height).toFixed(1)}`
  })
  return `M0 ${ROW_PX}${tops.join('')}L${STEPS} ${ROW_PX}Z`
}
