import type { ReactNode } from 'react'
import { consoleLink } from '../../history/console-links.ts'
import type { Millis } from '../../history/events.ts'
import { parseStatesArn } from '../../history/states-arn.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Icon } from '../../kit/icons.tsx'
import type { RunsView } from '../../loading/run-loader.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatAgo } from '../../words/points-in-time.ts'
import { ConsoleLink } from '../parts/console-link.tsx'
import { type RunCounts, requestsWords, sizeWords } from './run-words.ts'

const MACHINE_TYPES: ReadonlyMap<string, string> = new Map([
  ['STANDARD', 'Standard'],
  ['EXPRESS', 'Express'],
])

interface RunsHeaderProps {
  /** Nothing of it is in AWS. */
  readonly isSample: boolean
  readonly arn: string
  readonly view: RunsView
  /** Undefined where there is nothing to look for. */
  readonly onRefresh: (() => void) | undefined
  /** Of all that is read. */
  readonly counts: RunCounts
  readonly now: Millis
  readonly address: () => string
}

/** Which machine, what is known of it, how much of its runs is here. */
export function RunsHeader({ isSample, arn, view, onRefresh, counts, now, address }: RunsHeaderProps) {
  const { machine } = view
  const parsed = parseStatesArn(arn)
  const qualifier = parsed?.kind === 'stateMachine' ? parsed.qualifier : undefined
  const name = machineName(arn)
  const href = isSample ? undefined : consoleLink(arn)
  const type = MACHINE_TYPES.get(machine?.type ?? '')
  return (
    <header className="sfn-header">
      <div className="sfn-header-row">
        <h1 title={arn}>
          {name}
          {qualifier !== undefined && <span className="sfn-machine">:{qualifier}</span>}
        </h1>
        {type !== undefined && <span className="sfn-badge sfn-runs-type">{type}</span>}
        <div className="sfn-header-actions">
          <CopyButton label="Copy link" icon="link" text={address} />
          {!isSample && onRefresh !== undefined && (
            <button
              type="button"
              className="sfn-action"
              disabled={view.reading !== undefined}
              onClick={() => onRefresh()}
            >
              <Icon name="refresh" size={14} /> Refresh
            </button>
          )}
          <ConsoleLink href={href} />
        </div>
      </div>
      <div className="sfn-header-row sfn-facts">
        <dl className="sfn-fact-list">
          <Fact name="Runs read">
            <b>{formatCount(counts.all)}</b>
            {!view.isWhole && view.pages > 0 && ' so far'}
          </Fact>
          {counts.by.running > 0 && (
            <Fact name="Now">
              <b>{formatCount(counts.by.running)} running</b>
            </Fact>
          )}
          {machine?.revisionId !== undefined && (
            <Fact name="Revision">
              <b className="sfn-mono">{machine.revisionId.slice(0, 8)}</b>
            </Fact>
          )}
          {machine?.logLevel !== undefined && (
            <Fact name="Logging">
              <b>{machine.logLevel}</b>
            </Fact>
          )}
        </dl>
        <span className="sfn-progress-text sfn-muted">
          {isSample ? 'A sample: no request to AWS' : requestWords(view, now)}
        </span>
      </div>
    </header>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The name of the machine in an ARN; the text itself where it is none. */
export function machineName(arn: string): string {
  const parsed = parseStatesArn(arn)
  return parsed === undefined || parsed.kind === 'activity' ? arn : parsed.stateMachineName
}

function requestWords({ pages, readAt, log }: RunsView, now: Millis): string {
  if (pages === 0 && (log === undefined || log.requests === 0)) return ''
  const requests =
    log === undefined
      ? `ListExecutions: ${requestsWords(pages)}`
      : `FilterLogEvents: ${requestsWords(log.requests)}, ${sizeWords(log.bytes)}`
  return readAt === undefined ? requests : `${requests}, read ${formatAgo(readAt, Math.max(now, readAt))}`
}
