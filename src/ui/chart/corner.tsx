import { useEffect, useRef } from 'react'
import type { Millis } from '../../history/events.ts'
import type { ViewStore } from '../../state/view-store.ts'
import type { TimeMode, Viewport } from '../../timeline/chart-types.ts'
import { formatTime } from '../../timeline/format-time.ts'
import type { Bounds } from '../../timeline/viewport.ts'
import { FitIcon, ZoomInIcon, ZoomOutIcon } from './icons.tsx'

interface CornerProps {
  readonly store: ViewStore
  readonly bounds: Bounds
  readonly startedAt: Millis
  readonly timeMode: TimeMode
  readonly peak: number
  readonly failures: number
  readonly singleKeys: boolean
  readonly onZoom: (factor: number) => void
  readonly onShowAll: () => void
  readonly onNextFailure: () => void
}

/** Above the tree: which time is in sight, and buttons for those who do not know the keys yet. */
export function Corner(props: CornerProps) {
  const { peak, failures, singleKeys, onZoom, onShowAll, onNextFailure } = props
  const visible = useVisibleText(props)
  return (
    <div className="chart-corner">
      <div className="chart-corner-line">
        <span>
          Visible <strong ref={visible} data-testid="visible-range" />
        </span>
        {peak > 1 && (
          <span className="chart-corner-peak">
            peak <strong>{peak.toLocaleString('en-US')}</strong> running
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
          <ZoomOutIcon />
        </button>
        <button
          type="button"
          className="chart-button chart-button--icon"
          aria-label="Zoom in"
          onClick={() => onZoom(2)}
        >
          <ZoomInIcon />
        </button>
        <button
          type="button"
          className="chart-button chart-button--icon"
          aria-label="Show everything"
          onClick={onShowAll}
        >
          <FitIcon />
        </button>
        {failures > 0 && (
          <button type="button" className="chart-button" onClick={onNextFailure}>
            Next failure{' '}
            {singleKeys && (
              <kbd className="chart-kbd" aria-hidden="true">
                ]
              </kbd>
            )}
          </button>
        )}
      </div>
    </div>
  )
}

// The text follows the viewport on every frame, so it is written past React.
function useVisibleText({ store, bounds, startedAt, timeMode }: CornerProps) {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    const write = (): void => {
      const text = visibleText(store.getState().viewport ?? bounds, { startedAt, timeMode })
      if (element.current !== null && element.current.textContent !== text) element.current.textContent = text
    }
    write()
    return store.subscribe(write)
  }, [store, bounds, startedAt, timeMode])
  return element
}

/** The stretch in sight, as exact as its length makes sensible: `30 s – 2 h 16 m 31 s`. */
export function visibleText(viewport: Viewport, style: { startedAt: Millis; timeMode: TimeMode }): string {
  const length = viewport.to - viewport.from
  const step = Math.min(60_000, 10 ** Math.floor(Math.log10(Math.max(length, 0.001) / 100)))
  const tell = (t: Millis) =>
    formatTime(t, { mode: style.timeMode, origin: style.startedAt, step: length > 100_000 ? 1000 : step })
  return `${tell(viewport.from)} – ${tell(viewport.to)}`
}
