import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Millis } from '../history/events.ts'
import { Icon } from '../kit/icons.tsx'
import type { Bounds } from '../timeline/viewport.ts'
import { formatCount } from '../words/format-count.ts'
import type { TimeMode } from '../words/time-mode.ts'
import type { ViewStore } from './view-store.ts'
import { visibleText } from './visible-text.ts'
import './corner.css'

interface CornerProps {
  readonly store: ViewStore
  readonly bounds: Bounds
  readonly startedAt: Millis
  /** The end, or now as of the clock's last strike. */
  readonly endsAt: Millis
  /** Whether it still goes on: then its end is now. */
  readonly goesOn: boolean
  readonly timeMode: TimeMode
  readonly peak: number
  readonly stops: Stops
  readonly showsKeys: boolean
  readonly onZoom: (factor: number) => void
  readonly onShowAll: () => void
  readonly onNextStop: () => void
}

/** What one goes through: failures, or differences from another run. */
export interface Stops {
  readonly name: 'failure' | 'difference'
  readonly count: number
  /** Which of them is selected, from 1; 0 for none. */
  readonly place: number
}

/** Above the tree: which time is in sight, and buttons for those who do not know the keys yet. */
export function Corner(props: CornerProps) {
  const { peak, stops, showsKeys, onZoom, onShowAll, onNextStop } = props
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
            title={`At most ${formatCount(peak)} attempts and states without any were at work at one moment: an iteration may have several at once, and those that wait are left out.`}
          >
            peak <strong>{formatCount(peak)}</strong> states at work
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
        {stops.count > 0 && (
          <button type="button" className="chart-button" aria-label={`Next ${stops.name}`} onClick={onNextStop}>
            <span>
              Next<span className="chart-corner-long"> {stops.name}</span>
            </span>
            {showsKeys && (
              <kbd className="chart-kbd" aria-hidden="true">
                ]
              </kbd>
            )}
          </button>
        )}
        {stops.count > 0 && (
          <span
            className="chart-corner-place"
            role="status"
            aria-label={stops.name === 'failure' ? 'Failure' : 'Difference'}
          >
            {stops.place > 0 ? `${formatCount(stops.place)} of ${formatCount(stops.count)}` : formatCount(stops.count)}
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
function useVisibleText({ store, bounds, startedAt, endsAt, goesOn, timeMode }: CornerProps) {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    const write = (): void => {
      const text = visibleText(store.getState().viewport ?? bounds, { startedAt, endsAt, goesOn, timeMode })
      if (element.current !== null && element.current.textContent !== text) element.current.textContent = text
    }
    write()
    return store.subscribe(write)
  }, [store, bounds, startedAt, endsAt, goesOn, timeMode])
  return element
}
