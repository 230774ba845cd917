import { useMemo } from 'react'
import type { Millis } from '../../history/events.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import type { RunLoader, RunsLog, RunsView } from '../../loading/run-loader.ts'
import { REQUESTS_AT_ONCE } from '../../loading/runs-log.ts'
import type { RunList } from '../../runs/run-list.ts'
import type { SourceRef } from '../../source/source.ts'
import type { NavigateRuns } from '../../state/link-writer.ts'
import { type RunsOf, refOfListed, refOfRun, runArnOf, runKeyOf } from '../../state/run-ref.ts'
import { MOST_CHOSEN, RUN_HOURS, type RunsLink } from '../../state/runs-link.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import type { Viewport } from '../../timeline/chart-types.ts'
import { formatCount } from '../../words/format-count.ts'
import { useDraft } from '../parts/use-draft.ts'
import { hoursWords, type RunsTimeMode, rangeWords, requestsWords, runsWords } from './run-words.ts'
import { isFiltered, type ShownRuns } from './runs-shown.ts'
import { RunsTable } from './runs-table.tsx'
import type { ExpressRuns } from './use-runs-on-page.ts'

interface RunsListProps {
  readonly view: RunsView
  readonly loader: RunLoader
  readonly express: ExpressRuns | undefined
  readonly link: RunsLink
  readonly navigate: NavigateRuns
  readonly shown: ShownRuns
  /** The time of the charts. */
  readonly extent: Viewport
  readonly brush: Viewport | undefined
  readonly now: Millis
  readonly timeMode: RunsTimeMode
  readonly onBrush: (brush: undefined) => void
  readonly onOpen: (position: number) => void
}

/** The runs of the range, how many of how many, and the way to older ones. */
export function RunsList(props: RunsListProps) {
  const { view, loader, link, navigate, shown, brush, timeMode, onBrush } = props
  const { list, reading, log } = view
  const [chosenKeys, setChosenKeys] = useDraft<readonly string[]>(link.chosen ?? [], keys =>
    navigate({ chosen: keys }, 'replace'),
  )
  const [selectedKey, setSelectedKey] = useDraft<string | null>(link.selected ?? null, key =>
    navigate({ selected: key ?? undefined }, 'replace'),
  )
  const { arn } = link
  const chosen = useMemo(() => chosenKeys.flatMap(key => runArnOf({ arn }, key) ?? []), [arn, chosenKeys])
  const leavesOut = brush !== undefined || isFiltered(link)
  return (
    <section className="sfn-runs-list" aria-labelledby="runs-title">
      <div className="sfn-runs-list-head">
        <h2 id="runs-title">{runsWords(shown.positions.length)}</h2>
        {brush !== undefined && (
          <>
            <span>{rangeWords(brush, timeMode)}</span>
            <button type="button" className="sfn-action" onClick={() => onBrush(undefined)}>
              Clear the range
            </button>
          </>
        )}
        <span className="sfn-muted" role="status">
          {log === undefined
            ? statusWords(view, link.sample !== undefined)
            : logWords(countIn(list, props.extent), log)}
        </span>
        <div className="sfn-runs-more">
          <Chosen of={link} list={list} chosen={chosen} onClear={() => setChosenKeys([])} />
          {reading !== undefined && (
            <button type="button" className="sfn-secondary" onClick={() => loader.cancel()}>
              Cancel
            </button>
          )}
          {(log?.phase === 'held' || log?.phase === 'cancelled') && (
            <button type="button" className="sfn-secondary" onClick={() => loader.readOlder()}>
              Read on: up to {requestsWords(REQUESTS_AT_ONCE)}
            </button>
          )}
          {log === undefined &&
            reading === undefined &&
            !view.isWhole &&
            view.pages > 0 &&
            view.error === undefined && (
              <button type="button" className="sfn-secondary" onClick={() => loader.readOlder()}>
                Read older runs
              </button>
            )}
          {props.express === undefined && reading === undefined && view.pages === 0 && view.error === undefined && (
            <button type="button" className="sfn-secondary" onClick={() => loader.refresh()}>
              Read the runs
            </button>
          )}
        </div>
      </div>
      {shown.positions.length > 0 && (
        <RunsTable
          {...props}
          of={link}
          list={list}
          chosen={chosen}
          onChoose={run => setChosenKeys(withChosen(chosenKeys, runKeyOf(run)))}
          selected={selectedKey === null ? undefined : runArnOf(link, selectedKey)}
          onSelect={run => setSelectedKey(runKeyOf(run))}
          sort={link.sort ?? { by: 'started', ascending: false }}
          onSort={sort => navigate({ sort }, 'push')}
        />
      )}
      {log !== undefined && shown.positions.length === 0 && view.isWhole && <NoneInLog {...props} />}
      {log === undefined && shown.positions.length === 0 && list.count > 0 && (
        <p className="sfn-runs-none">
          No run that is read {leavesOut ? 'is in this range and fits these filters' : 'began in this time'}.{' '}
          <button type="button" className="sfn-action" onClick={() => showAll(props)}>
            Show all that are read
          </button>
        </p>
      )}
      {log === undefined && list.count === 0 && view.isWhole && <NoRuns arn={link.arn} />}
    </section>
  )
}

/** A third takes the place of the one chosen first. */
function withChosen(chosen: readonly string[], key: string): readonly string[] {
  return chosen.includes(key) ? chosen.filter(one => one !== key) : [...chosen, key].slice(-MOST_CHOSEN)
}

interface ChosenProps {
  readonly of: RunsOf
  readonly list: RunList
  /** ARNs. */
  readonly chosen: readonly string[]
  readonly onClear: () => void
}

/** What is chosen, and the way to hold the newer of two against the older. */
function Chosen({ of, list, chosen, onClear }: ChosenProps) {
  if (chosen.length === 0) return null
  const [newer, older] = chosen.toSorted((a, b) => placeOf(list, a) - placeOf(list, b))
  const [ref, baseline] = [newer, older].map(arn => arn && refOf(of, list, arn))
  return (
    <>
      <span role="status">{chosen.length === 1 ? '1 chosen: choose another to compare' : '2 chosen'}</span>
      {ref && baseline && (
        <a className="sfn-secondary" href={encodeLink({ ref, baseline, panel: 'compare' })}>
          Compare the two
        </a>
      )}
      <button type="button" className="sfn-action" onClick={onClear}>
        Clear
      </button>
    </>
  )
}

/** The newest first; one that is not read yet is older than those that are. */
function placeOf(list: RunList, arn: string): number {
  const position = list.positionOf(arn)
  return position === -1 ? Number.POSITIVE_INFINITY : position
}

/** One that is not read yet opens all the same. */
function refOf(of: RunsOf, list: RunList, arn: string): SourceRef {
  const position = list.positionOf(arn)
  return position === -1 ? refOfRun(of, arn) : refOfListed(of, list, position)
}

function showAll({ navigate, onBrush }: RunsListProps): void {
  onBrush(undefined)
  navigate({ days: undefined, from: undefined, to: undefined, ...NO_FILTERS }, 'push')
}

const NO_FILTERS = {
  ...{ namePrefix: undefined, outcomes: undefined, leastMs: undefined, mostMs: undefined, startedBy: undefined },
}

function statusWords({ list, isWhole, reading, pages }: RunsView, isSample: boolean): string {
  const here = formatCount(list.count)
  if (reading === 'older') return pages === 0 ? 'Reading the newest runs…' : `Reading older runs… ${here} are here`
  if (reading === 'newest') return 'Looking for newer runs…'
  if (pages === 0) return 'Nothing is read yet'
  return isWhole ? `of ${here}, all ${isSample ? 'of the sample' : 'that AWS keeps'}` : `of ${here} read so far`
}

/** What is read a little around a time belongs to it no more than what was read of another. */
function countIn(list: RunList, { from, to }: Viewport): number {
  return list.firstBefore(from) - list.firstBefore(to)
}

/** How far the log of an Express machine is read. */
function logWords(count: number, { phase }: RunsLog): string {
  const here = formatCount(count)
  switch (phase) {
    case 'idle':
      return ''
    case 'reading':
      return `Reading the log… ${runsWords(count)} ${count === 1 ? 'is' : 'are'} here`
    case 'following':
      return `of ${here}, all in the log of this time; what comes late is looked for`
    case 'complete':
      return `of ${here}, all in the log of this time`
    case 'held':
    case 'cancelled':
    case 'failed':
      return `of ${here} read so far`
  }
}

/** What else can be done where the log has no run to show. */
function NoneInLog({ link, navigate, onBrush, brush, express }: RunsListProps) {
  const longer = RUN_HOURS.find(hours => hours > (link.hours ?? RUN_HOURS[0]))
  const leavesOut = brush !== undefined || isFiltered(link)
  return (
    <p className="sfn-runs-none">
      {leavesOut ? 'No run in the log is in this range and fits these filters.' : 'No run in the log of this time.'}
      {express?.hidesSuccess === true && ' One that succeeded leaves no line in it.'}{' '}
      {leavesOut ? (
        <button
          type="button"
          className="sfn-action"
          onClick={() => {
            onBrush(undefined)
            navigate({ from: undefined, to: undefined, ...NO_FILTERS }, 'push')
          }}
        >
          Show all of this time
        </button>
      ) : (
        longer !== undefined && (
          <button type="button" className="sfn-action" onClick={() => navigate({ hours: longer }, 'push')}>
            Read {link.until === undefined ? hoursWords(longer) : hoursWords(longer).replace('last ', '')}
          </button>
        )
      )}
    </p>
  )
}

/** How a first run is started. */
function NoRuns({ arn }: { readonly arn: string }) {
  const region = arn.split(':')[3] ?? ''
  const command = `aws stepfunctions start-execution --region ${region} --state-machine-arn '${arn}' --input '{}'`
  return (
    <div className="sfn-runs-none">
      <p>
        <b>No runs.</b> Step Functions keeps those of the last 90 days. This starts one:
      </p>
      <p className="sfn-runs-command">
        <code>{command}</code> <CopyButton label="Copy" text={() => command} />
      </p>
    </div>
  )
}
