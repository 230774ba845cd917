import { useEffect, useMemo, useState } from 'react'
import { consoleLink } from '../../history/console-links.ts'
import type { ExecutionListItem, MapRunSummary } from '../../history/execution-summary.ts'
import { Notice } from '../../kit/notice.tsx'
import { mapRunPlace } from '../../state/map-run-place.ts'
import { goToHash } from '../../state/url.ts'
import { useExecution } from '../../state/use-execution.ts'
import { type MapRunView, useMapRun } from '../../state/use-map-run.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { outcomeOfStatus } from '../../words/outcomes.ts'
import { ConsoleLink } from '../parts/console-link.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import '../execution/execution.css'
import { formatCount } from '../../words/format-count.ts'
import { formatDateTime } from '../../words/points-in-time.ts'
import '../open/open.css'
import { OutcomeBadge, OutcomeText } from '../parts/outcome.tsx'

/** A Map Run leads to its place on its parent's timeline. Where that cannot be read it is told here by itself, with its children to open. */
export default function MapRunPage({ arn }: { readonly arn: string }) {
  const [alone, setAlone] = useState<string>()
  const run = useMapRun(arn, { lists: alone !== undefined })
  const name = arn.split(':').at(-1) ?? arn
  useEffect(() => {
    document.title = `Map Run ${name} · sfn-timeline`
  }, [name])
  const outcome = outcomeOfStatus(run.summary?.status)
  const parentArn = run.summary?.executionArn
  return (
    <main className="sfn-open">
      <div className="sfn-header-row">
        <h1>Map Run {name}</h1>
        {outcome !== undefined && <OutcomeBadge outcome={outcome} />}
        <div className="sfn-header-actions">
          {parentArn !== undefined && (
            <a className="sfn-action" href={encodeLink({ ref: { kind: 'aws', arn: parentArn } })}>
              Parent execution
            </a>
          )}
          <ConsoleLink href={consoleLink(arn)} />
        </div>
      </div>
      {run.error !== undefined && <ErrorNotice error={run.error} onRetry={run.retry} />}
      {run.summary !== undefined && <MapRunFacts summary={run.summary} />}
      {alone === undefined && parentArn !== undefined && (
        <AtItsParent arn={arn} parentArn={parentArn} onNowhere={setAlone} />
      )}
      {alone === undefined && run.loading && <p role="status">Looking where it belongs…</p>}
      {alone !== undefined && <Children run={run} why={alone} />}
    </main>
  )
}

/** Goes to its place, as soon as enough of the parent is read to know it. */
function AtItsParent(props: {
  readonly arn: string
  readonly parentArn: string
  readonly onNowhere: (why: string) => void
}) {
  const { arn, parentArn, onNowhere } = props
  const ref = useMemo(() => ({ kind: 'aws', arn: parentArn }) as const, [parentArn])
  const { view } = useExecution(ref)
  const place = mapRunPlace(view, arn)
  const href = place.kind === 'here' ? place.href : undefined
  const why = place.kind === 'nowhere' ? place.why : undefined
  useEffect(() => {
    if (href !== undefined) goToHash(href, 'replace')
    else if (why !== undefined) onNowhere(why)
  }, [href, why, onNowhere])
  return <p role="status">Reading the execution that it belongs to…</p>
}

interface ChildrenProps {
  readonly run: MapRunView
  /** They stand here. */
  readonly why: string
}

function Children({ run, why }: ChildrenProps) {
  return (
    <>
      <Notice tone="info">{`It is not shown on its parent’s timeline: ${why}`}</Notice>
      <section aria-labelledby="children-title">
        <div className="sfn-section-head">
          <h2 id="children-title">Child executions</h2>
          <span className="sfn-muted" role="status">
            {run.loading ? 'Loading…' : `${formatCount(run.executions.length)}${run.hasMore ? ' so far' : ''}`}
          </span>
        </div>
        {run.executions.length > 0 && <ChildTable executions={run.executions} />}
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
    </>
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

function ChildTable({ executions }: { readonly executions: readonly ExecutionListItem[] }) {
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
                  <a className="sfn-row-link" href={encodeLink({ ref: { kind: 'aws', arn: child.executionArn } })}>
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
