import { Notice } from '../../kit/notice.tsx'
import type { RunSetView } from '../../loading/run-set.ts'
import type { UsedRunSet } from '../../state/use-last-successes.ts'
import { formatCount } from '../../words/format-count.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { baselineName } from './baseline-words.ts'

/** As many more as may be made by themselves. */
const MORE_REQUESTS = 200

interface SuccessesReadProps {
  /** Undefined where nobody lists the runs before this one. */
  readonly used: UsedRunSet | undefined
  readonly most: number
  /** Whether the execution on the page is: nothing is asked before. */
  readonly isOwnRead: boolean
  /** Gives up comparing. */
  readonly onStop: () => void
}

/** How far the runs are read that this one is held against; and why there are fewer than were wanted. */
export function SuccessesRead({ used, most, isOwnRead, onStop }: SuccessesReadProps) {
  if (used === undefined) return <p role="status">{isOwnRead ? NOT_LISTED : 'Asked for when this run is read.'}</p>
  const { set, view } = used
  if (view.phase !== 'ended') {
    return (
      <div className="sfn-baseline-way">
        <span role="status">{progressWords(view, most)}</span>
        <button
          type="button"
          className="sfn-secondary"
          title={view.runs.length === 0 ? undefined : 'What is read so far is kept'}
          onClick={() => (view.runs.length === 0 ? onStop() : set.cancel())}
        >
          Cancel
        </button>
      </div>
    )
  }
  return (
    <>
      {view.error !== undefined && <ErrorNotice error={view.error} onRetry={() => set.goOn()} />}
      {view.error === undefined && view.short === undefined && <p className="sfn-muted">{standsOn(view, most)}</p>}
      <Short used={used} />
      {view.failures.length > 0 && <Failed used={used} />}
    </>
  )
}

const NOT_LISTED =
  'The last successes are those that are listed of a state machine: for an execution in AWS that no Map Run started.'

/** `12 of 20 runs read · 25 requests so far`. */
function progressWords({ phase, found, runs, requests }: RunSetView, most: number): string {
  if (phase === 'listing') return `Asking for the last ${formatCount(most)} runs that succeeded…`
  const sent = requests === 0 ? '' : ` · ${requestWords(requests)} so far`
  return `${formatCount(runs.length)} of ${formatCount(found)} runs read${sent}`
}

function standsOn({ found, runs, requests }: RunSetView, most: number): string {
  if (found === 0) return 'The state machine lists no run before this one that succeeded.'
  const all = found < most ? `all ${formatCount(found)} that succeeded before it are listed` : undefined
  const few = runs.length < 5 ? 'too few to call anything usual: each is a tick below its bar' : undefined
  const sent = requests === 0 ? '' : `, ${requestWords(requests)}`
  const words = [`Stands on ${formatCount(runs.length)} ${runs.length === 1 ? 'run' : 'runs'}${sent}`, all, few]
  return `${words.filter(text => text !== undefined).join(' · ')}.`
}

function requestWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'request' : 'requests'}`
}

/** Fewer than were found. */
function Short({ used: { set, view } }: { readonly used: UsedRunSet }) {
  const { short, runs, found, requests, ceiling } = view
  if (short === undefined) return null
  const isAtCeiling = short === 'ceiling'
  const count = `${formatCount(runs.length)} of ${formatCount(found)} runs`
  return (
    <Notice
      tone={isAtCeiling ? 'warning' : 'info'}
      title={`Stands on ${count}: ${isAtCeiling ? `${formatCount(requests)} requests were made` : 'reading was cancelled'}`}
      action={
        <button
          type="button"
          className="sfn-secondary"
          onClick={() => set.goOn(isAtCeiling ? ceiling + MORE_REQUESTS : undefined)}
        >
          {isAtCeiling ? `Allow ${MORE_REQUESTS} more` : 'Read the others'}
        </button>
      }
    >
      {isAtCeiling && (
        <p>No more are made by themselves: the quota of Step Functions is shared by everything in the account.</p>
      )}
    </Notice>
  )
}

function Failed({ used: { set, view } }: { readonly used: UsedRunSet }) {
  const { failures } = view
  const [first] = failures
  if (first === undefined) return null
  const names = failures.map(({ ref }) => baselineName({ ref, summary: undefined }))
  return (
    <>
      <p className="sfn-muted">
        Not read: {names.slice(0, 5).join(', ')}
        {names.length > 5 && ` and ${formatCount(names.length - 5)} more`}
      </p>
      <ErrorNotice error={first.error} onRetry={() => set.goOn()} />
    </>
  )
}
