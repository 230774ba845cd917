import { type ReactNode, useRef, type WheelEvent } from 'react'
import { useScrollStop } from '../kit/use-scroll-stop.ts'
import { OUTCOMES, type Outcome } from '../model/span.ts'
import { type GhostMark, type Ghosts, LEAST_RUNS } from '../timeline/ghosts.ts'
import { COLOURED_BY, type ColouredBy, type Hues, OTHER_HUE } from '../timeline/hues.ts'
import type { LoggedBars } from '../timeline/logged-bars.ts'
import { formatCount } from '../words/format-count.ts'
import { outcomeName } from '../words/outcomes.ts'
import { OutcomeSwatch } from './outcome-swatch.tsx'
import './legend.css'

const PHASES = ['Queued', 'Running', 'Waiting', 'Backoff'] as const

interface LegendProps {
  readonly criticalPath: boolean
  /** What is drawn of other runs under the bars. */
  readonly ghosts: Omit<Ghosts, 'of'> | undefined
  /** What is drawn of logs that were read. */
  readonly logged: LoggedBars['legend'] | undefined
  /** Only outcomes that occur are explained. */
  readonly occurring: ReadonlySet<Outcome>
  /** Whether there are bars of which nothing tells the outcome. */
  readonly untold: boolean
  readonly onHelp: (() => void) | undefined
  readonly colouredBy: ColouredBy
  readonly hues: Hues | undefined
  readonly onColouredBy: ((by: ColouredBy) => void) | undefined
}

/** What shapes and colours mean, and that there are keys. */
export function Legend({
  criticalPath,
  ghosts,
  logged,
  occurring,
  untold,
  onHelp,
  colouredBy,
  hues,
  onColouredBy,
}: LegendProps) {
  const list = useRef<HTMLUListElement>(null)
  useScrollStop(list)
  return (
    <div className="chart-legend">
      {onColouredBy !== undefined && <ColouredByChoice by={colouredBy} onBy={onColouredBy} />}
      <ul ref={list} className="chart-legend-list" aria-label="Legend" onWheel={moveByWheel}>
        {PHASES.map(phase => (
          <li key={phase}>
            <span className={`chart-swatch chart-swatch--${phase.toLowerCase()}`} />
            {phase}
          </li>
        ))}
        {logged?.map(({ kind, text }) => (
          <li key={kind}>
            <span className={`chart-swatch chart-swatch--${kind}`} />
            {text}
          </li>
        ))}
        {hues !== undefined && <HueItems hues={hues} by={colouredBy} />}
        {OUTCOMES.filter(outcome => isExplained(outcome, occurring, hues !== undefined)).map(outcome => (
          <li key={outcome} className={outcome === 'succeeded' ? 'chart-legend-rule' : undefined}>
            <OutcomeSwatch outcome={outcome} />
            {outcomeName(outcome)}
          </li>
        ))}
        {untold && (
          <li>
            <span className="chart-swatch chart-swatch--untold" />
            Outcome not told
          </li>
        )}
        {ghosts !== undefined && ghosts.alone === undefined && <GhostItems runs={ghosts.runs} />}
        {criticalPath && (
          <li>
            <span className="chart-swatch chart-swatch--critical" />
            Critical path
          </li>
        )}
      </ul>
      {onHelp !== undefined && (
        <button type="button" className="chart-help-hint" aria-label="Shortcuts" onClick={onHelp} aria-keyshortcuts="?">
          <kbd className="chart-kbd" aria-hidden="true">
            ?
          </kbd>
          <span className="chart-legend-word">Shortcuts</span>
        </button>
      )}
    </div>
  )
}

/** A wheel that turns one way only reaches what goes on to the right. */
function moveByWheel({ currentTarget, deltaX, deltaY }: WheelEvent<HTMLElement>): void {
  if (deltaX === 0) currentTarget.scrollLeft += deltaY
}

/** Ends tell the outcome however bars are coloured; what has no end of its own kind is then left out. */
function isExplained(outcome: Outcome, occurring: ReadonlySet<Outcome>, isHued: boolean): boolean {
  const isPlain = outcome === 'succeeded' || outcome === 'running'
  if (isHued) return !isPlain && occurring.has(outcome)
  return outcome === 'succeeded' || occurring.has(outcome)
}

const BY_WORDS: Readonly<Record<ColouredBy, string>> = { outcome: 'Outcome', state: 'State', error: 'Error' }

interface ColouredByProps {
  readonly by: ColouredBy
  readonly onBy: (by: ColouredBy) => void
}

function ColouredByChoice({ by, onBy }: ColouredByProps) {
  return (
    <label className="chart-coloured-by">
      <span className="chart-legend-word">Colour by</span>
      <select
        aria-label="Colour by"
        value={by}
        onChange={event => onBy(COLOURED_BY.find(one => one === event.target.value) ?? 'outcome')}
      >
        {COLOURED_BY.map(one => (
          <option key={one} value={one}>
            {BY_WORDS[one]}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Of a few runs each is a tick; of several the median, and how far they spread. */
function GhostItems({ runs }: Pick<Ghosts, 'runs'>) {
  if (runs === undefined) return <GhostItem kind="bar">Other run</GhostItem>
  if (runs < LEAST_RUNS)
    return <GhostItem kind="tick">{runs === 1 ? 'The run before' : `Each of ${runs} runs`}</GhostItem>
  return (
    <>
      <GhostItem kind="bar">Median of {formatCount(runs)}</GhostItem>
      <GhostItem kind="whisker">p5 to p95</GhostItem>
    </>
  )
}

function GhostItem({ kind, children }: { readonly kind: GhostMark['kind']; readonly children: ReactNode }) {
  return (
    <li>
      <span className={`chart-swatch chart-swatch--ghost chart-swatch--ghost-${kind}`} />
      {children}
    </li>
  )
}

function HueItems({ hues, by }: { readonly hues: Hues; readonly by: ColouredBy }) {
  return (
    <>
      {hues.names.map((name, hue) => (
        <li key={name} className={hue === 0 ? 'chart-legend-rule' : undefined}>
          <span className={`chart-swatch chart-swatch--hue-${hue}`} />
          {name}
        </li>
      ))}
      {hues.hasOthers && (
        <li>
          <span className={`chart-swatch chart-swatch--hue-${OTHER_HUE}`} />
          {by === 'error' ? 'No error' : 'Others'}
        </li>
      )}
    </>
  )
}
