import { useState } from 'react'
import type { Millis } from '../../history/events.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import type { RunLoader, RunsView } from '../../loading/run-loader.ts'
import type { RunList } from '../../runs/run-list.ts'
import type { NavigateRuns } from '../../state/link-writer.ts'
import { type RunsOf, refOfRun } from '../../state/run-ref.ts'
import type { RunsLink } from '../../state/runs-link.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import type { Viewport } from '../../timeline/chart-types.ts'
import { formatCount } from '../../words/format-count.ts'
import { type RunsTimeMode, rangeWords, runsWords } from './run-words.ts'
import { isFiltered, type ShownRuns } from './runs-shown.ts'
import { RunsTable } from './runs-table.tsx'

interface RunsListProps {
  readonly view: RunsView
  readonly loader: RunLoader
  readonly link: RunsLink
  readonly navigate: NavigateRuns
  readonly shown: ShownRuns
  readonly brush: Viewport | undefined
  readonly now: Millis
  readonly timeMode: RunsTimeMode
  readonly onBrush: (brush: undefined) => void
  readonly onOpen: (position: number) => void
}

/** The runs of the range, how many of how many, and the way to older ones. */
export function RunsList(props: RunsListProps) {
  const { view, loader, link, navigate, shown, brush, timeMode, onBrush } = props
  const { list, reading } = view
  const [chosen, setChosen] = useState<readonly string[]>([])
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
          {statusWords(view, link.sample !== undefined)}
        </span>
        <div className="sfn-runs-more">
          <Chosen of={link} list={list} chosen={chosen} onClear={() => setChosen([])} />
          {reading !== undefined && (
            <button type="button" className="sfn-secondary" onClick={() => loader.cancel()}>
              Cancel
            </button>
          )}
          {reading === undefined && !view.isWhole && view.pages > 0 && view.error === undefined && (
            <button type="button" className="sfn-secondary" onClick={() => loader.readOlder()}>
              Read older runs
            </button>
          )}
          {reading === undefined && view.pages === 0 && view.error === undefined && (
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
          onChoose={arn => setChosen(before => withChosen(before, arn))}
          sort={link.sort ?? { by: 'started', ascending: false }}
          onSort={sort => navigate({ sort }, 'push')}
        />
      )}
      {shown.positions.length === 0 && list.count > 0 && (
        <p className="sfn-runs-none">
          No run that is read {leavesOut ? 'is in this range and fits these filters' : 'began in this time'}.{' '}
          <button type="button" className="sfn-action" onClick={() => showAll(props)}>
            Show all that are read
          </button>
        </p>
      )}
      {list.count === 0 && view.isWhole && <NoRuns arn={link.arn} />}
    </section>
  )
}

/** Two can be compared: a third takes the place of the one chosen first. */
function withChosen(chosen: readonly string[], arn: string): readonly string[] {
  return chosen.includes(arn) ? chosen.filter(one => one !== arn) : [...chosen, arn].slice(-2)
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
  const [newer, older] = chosen.toSorted((a, b) => list.positionOf(a) - list.positionOf(b))
  const [ref, baseline] = [newer, older].map(arn => arn && refOfRun(of, arn))
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

function showAll({ navigate, onBrush }: RunsListProps): void {
  onBrush(undefined)
  const time = { days: undefined, from: undefined, to: undefined }
  const others = { namePrefix: undefined, outcomes: undefined, leastMs: undefined, mostMs: undefined }
  navigate({ ...time, ...others, startedBy: undefined }, 'push')
}

function statusWords({ list, isWhole, reading, pages }: RunsView, isSample: boolean): string {
  const here = formatCount(list.count)
  if (reading === 'older') return pages === 0 ? 'Reading the newest runs…' : `Reading older runs… ${here} are here`
  if (reading === 'newest') return 'Looking for newer runs…'
  if (pages === 0) return 'Nothing is read yet'
  return isWhole ? `of ${here}, all ${isSample ? 'of the sample' : 'that AWS keeps'}` : `of ${here} read so far`
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
