import './skeleton.css'

/** In place of the chart while nothing is loaded: hatched, so that it does not look like silence. */
export function Skeleton({ reason }: { readonly reason: string | undefined }) {
  return (
    <div className="chart-skeleton" role="status">
      <div className="chart-skeleton-message">{reason ?? 'Loading the history…'}</div>
      {reason === undefined && <div className="chart-skeleton-hatch" aria-hidden="true" />}
    </div>
  )
}
