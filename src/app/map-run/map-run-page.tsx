import { useEffect } from 'react'
import { consoleLink } from '../../history/console-links.ts'
import type { ExecutionListItem, MapRunSummary } from '../../history/execution-summary.ts'
import { useMapRun } from '../../state/use-map-run.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { encodeWay } from '../../state/way-code.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { outcomeOfStatus } from '../../words/outcomes.ts'
import { ConsoleLink } from '../parts/console-link.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import '../execution/execution.css'
import { formatCount } from '../../words/format-count.ts'
import { formatDateTime } from '../../words/points-in-time.ts'
import '../open/open.css'
import { OutcomeBadge, OutcomeText } from '../parts/outcome.tsx'

/** A Map Run: how far it is, and the executions of its items to open. */
export default function MapRunPage({ arn }: { readonly arn: string }) {
  const run = useMapRun(arn)
  const name = arn.split(':').at(-1) ?? arn
  const href = consoleLink(arn)
  useEffect(() => {
    document.title = `Map Run ${name} · sfn-timeline`
  }, [name])
  const outcome = outcomeOfStatus(run.summary?.status)
  return (
    <main className="sfn-open">
      <div className="sfn-header-row">
        <h1>Map Run {name}</h1>
        {outcome !== undefined && <OutcomeBadge outcome={outcome} />}
        <div className="sfn-header-actions">
          {run.summary?.executionArn !== undefined && (
            <a className="sfn-action" href={encodeLink({ ref: { kind: 'aws', arn: run.summary.executionArn } })}>
              Parent execution
            </a>
          )}
          <ConsoleLink href={href} />
        </div>
      </div>
      {run.error !== undefined && <ErrorNotice error={run.error} onRetry={run.retry} />}
      {run.summary !== undefined && <MapRunFacts summary={run.summary} />}
      <section aria-labelledby="children-title">
        <div className="sfn-section-head">
          <h2 id="children-title">Child executions</h2>
          <span className="sfn-muted" role="status">
            {run.loading ? 'Loading…' : `${formatCount(run.executions.length)}${run.hasMore ? ' so far' : ''}`}
          </span>
        </div>
        {run.executions.length > 0 && (
          <ChildTable executions={run.executions} mapRunArn={arn} parentArn={run.summary?.executionArn} />
        )}
        {run.executions.length === 0 && !run.loading && run.error === undefined && (
          <p className="sfn-muted">No child executions</p>
        )}
      </section>
      {run.hasMore && (
        <div>
          <button type="button" className="sfn-secondary" disabled={run.loading} onClick={run.loadMore}>
            Load more
          </button>
        </div>
      )}
    </main>
  )
}

function MapRunFacts({ summary }: { readonly summary: MapRunSummary }) {
  const counts = Object.entries(summary.itemCounts).filter(([, count]) => count > 0)
  return (
    <dl className="sfn-fact-list">
      {summary.startedAt !== undefined && <Fact name="Started" value={formatDateTime(summary.startedAt, 'utc')} />}
      {summary.startedAt !== undefined && summary.stoppedAt !== undefined && (
        <Fact name="Duration" value={formatDuration(summary.stoppedAt - summary.startedAt)} />
      )}
      {summary.maxConcurrency !== undefined && summary.maxConcurrency > 0 && (
        <Fact name="MaxConcurrency" value={formatCount(summary.maxConcurrency)} />
      )}
      {counts.map(([name, count]) => (
        <Fact key={name} name={`items ${name}`} value={formatCount(count)} />
      ))}
      {summary.redriveCount > 0 && <Fact name="redrives" value={formatCount(summary.redriveCount)} />}
    </dl>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
      </dd>
    </div>
  )
}

interface ChildTableProps {
  readonly executions: readonly ExecutionListItem[]
  readonly mapRunArn: string
  /** The execution that the Map Run belongs to; undefined as long as nobody tells. */
  readonly parentArn: string | undefined
}

function ChildTable({ executions, mapRunArn, parentArn }: ChildTableProps) {
  return (
    <div className="sfn-recent">
      <table aria-labelledby="children-title">
        <thead className="sfn-hidden">
          <tr>
            {['Status', 'Execution', 'Items', 'Duration', 'Started'].map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {executions.map(child => {
            const outcome = outcomeOfStatus(child.status)
            return (
              <tr key={child.executionArn}>
                <td className="sfn-col-status">{outcome !== undefined && <OutcomeText outcome={outcome} />}</td>
                <td>
                  <a className="sfn-row-link" href={linkToChild(child, { mapRunArn, parentArn })}>
                    <b>{child.name}</b>
                  </a>
                </td>
                <td className="sfn-col-number">
                  {child.itemCount === undefined ? '' : `${formatCount(child.itemCount)} items`}
                </td>
                <td className="sfn-col-number">
                  {child.startedAt !== undefined &&
                    child.stoppedAt !== undefined &&
                    formatDuration(child.stoppedAt - child.startedAt)}
                </td>
                <td className="sfn-col-wide">
                  {child.startedAt !== undefined && formatDateTime(child.startedAt, 'utc')}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** To its place on its parent's timeline, which tells it among the others; alone where no parent is known. */
function linkToChild(
  { executionArn, name }: ExecutionListItem,
  { mapRunArn, parentArn }: Pick<ChildTableProps, 'mapRunArn' | 'parentArn'>,
): string {
  if (parentArn === undefined) return encodeLink({ ref: { kind: 'aws', arn: executionArn } })
  return encodeLink({ ref: { kind: 'aws', arn: parentArn }, within: encodeWay([{ at: mapRunArn, name }]) })
}
