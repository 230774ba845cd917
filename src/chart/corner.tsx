import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Millis } from '../history/events.ts'
import { Icon } from '../kit/icons.tsx'
import type { Viewport } from '../timeline/chart-types.ts'
import type { Bounds } from '../timeline/viewport.ts'
import { formatCount } from '../words/format-count.ts'
import { formatAxisTime, formatDay } from '../words/points-in-time.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { ViewStore } from './view-store.ts'
import './corner.css'

interface CornerProps {
  readonly store: ViewStore
  readonly bounds: Bounds
  readonly startedAt: Millis
  /** The end, or now. */
  readonly endsAt: Millis
  readonly timeMode: TimeMode
  readonly peak: number
  readonly failures: number
  /** Which of them is selected, from 1; 0 for none. */
  readonly failure: number
  readonly showsKeys: boolean
  readonly onZoom: (factor: number) => void
  readonly onShowAll: () => void
  readonly onNextFailure: () => void
}

/** Above the tree: which time is in sight, and buttons for those who do not know the keys yet. */
export function Corner(props: CornerProps) {
  const { peak, failures, failure, showsKeys, onZoom, onShowAll, onNextFailure } = props
  const visible = useVisibleText(props)
  return (
    <div className="chart-corner">
      <div className="chart-corner-line">
        <span>
          <span className="chart-corner-long">Visible </span>
          <strong ref={visible} data-testid="visible-range" />
        </span>
        {peak > 1 && (
          <span
            className="chart-corner-peak"
            title={`At most ${formatCount(peak)} attempts and states without any were at work at one moment. Waits are left out.`}
          >
            peak <strong>{formatCount(peak)}</strong> at work
          </span>
        )}
      </div>
      <div className="chart-corner-line chart-corner-buttons">
        <button
          type="button"
          className="chart-button chart-button--icon"
          aria-label="Zoom out"
          onClick={() => onZoom(1 / 2)}
        >
          <Icon name="zoomOut" size={14} />
        </button>
        <button
          type="button"
          className="chart-button chart-button--icon"
          aria-label="Zoom in"
          onClick={() => onZoom(2)}
        >
          <Icon name="zoomIn" size={14} />
        </button>
        <button
          type="button"
          className="chart-button chart-button--icon"
          aria-label="Show everything"
          onClick={onShowAll}
        >
          <Icon name="fit" size={14} />
        </button>
        <FollowSwitch store={props.store} />
        {failures > 0 && (
          <button type="button" className="chart-button" aria-label="Next failure" onClick={onNextFailure}>
            <span>
              Next<span className="chart-corner-long"> failure</span>
            </span>
            {showsKeys && (
              <kbd className="chart-kbd" aria-hidden="true">
                ]
              </kbd>
            )}
          </button>
        )}
        {failures > 0 && (
          <span className="chart-corner-place" role="status" aria-label="Failure">
            {failure > 0 ? `${formatCount(failure)} of ${formatCount(failures)}` : formatCount(failures)}
          </span>
        )}
      </div>
    </div>
  )
}

/** Whether rows go after the time in sight. */
function FollowSwitch({ store }: { readonly store: ViewStore }) {
  const on = useSyncExternalStore(store.subscribe, () => store.getState().rowsFollow)
  return (
    <button
      type="button"
      className="chart-button chart-button--icon"
      aria-label="Rows follow the time in sight"
      title="Rows follow the time in sight"
      aria-pressed={on}
      onClick={() => store.setState({ rowsFollow: !on })}
    >
      <Icon name="follow" size={14} />
    </button>
  )
}

// The text follows the viewport on every frame, so it is written past React.
function useVisibleText({ store, bounds, startedAt, endsAt, timeMode }: CornerProps) {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    const write = (): void => {
      const text = visibleText(store.getState().viewport ?? bounds, { startedAt, endsAt, timeMode })
      if (element.current !== null && element.current.textContent !== text) element.current.textContent = text
    }
    write()
    return store.subscribe(write)
  }, [store, bounds, startedAt, endsAt, timeMode])
  return element
}

interface VisibleStyle {
  readonly startedAt: Millis
  readonly endsAt: Millis
  readonly timeMode: TimeMode
}

/** The part of the execution in sight, as exact as its length makes sensible: `30 s – 2 h 16 m 31 s`. The air around it is not told. */
function visibleText(viewport: Viewport, { startedAt, endsAt, timeMode }: VisibleStyle): string {
  const from = Math.min(Math.max(viewport.from, startedAt), endsAt)
  const to = Math.max(Math.min(viewport.to, endsAt), startedAt)
  // Three digits or so: a thousandth of what is in sight, in whole seconds above a minute and a half.
  const step = to - from > 100_000 ? 1000 : 10 ** Math.floor(Math.log10(Math.max(to - from, 0.001) / 100))
  const days = formatDay(from, timeMode) !== formatDay(to, timeMode)
  const tell = (t: Millis): string => {
    const time = formatAxisTime(t, { mode: timeMode, startedAt, step })
    return days ? `${formatDay(t, timeMode)} ${time}` : time
  }
  return `${tell(from)} – ${tell(to)}`
}
