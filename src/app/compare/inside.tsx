import { unreadWords } from '../../comparison/unread-words.ts'
import type { Forest } from '../../forest/forest.ts'
import { memberIdOf } from '../../forest/keys.ts'
import { Notice } from '../../kit/notice.tsx'
import type { Navigate } from '../../state/link-writer.ts'
import { withOpenRows } from '../../state/open-in-link.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { formatCount } from '../../words/format-count.ts'
import { memberWords } from '../../words/member-names.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import type { Compared } from './compared.ts'
import type { Against } from './comparing.ts'
import { doorsInside } from './doors-inside.ts'

/** As many more as a view may make by itself. */
const MORE_REQUESTS = 200

interface InsideProps {
  readonly told: Compared
  readonly against: Against
  /** What is known below the execution on the page; undefined where nothing can be had. */
  readonly below: BelowView | undefined
}

/** How much of the difference lies in executions below that are not compared, why, and the doors to it. */
export function Inside({ told, against, below }: InsideProps) {
  const { unread } = told.comparison
  if (against.kind === 'successes') {
    return unread === undefined ? null : (
      <p className="sfn-muted">Not read: {unreadWords(unread)}. Held against one run, they can be read.</p>
    )
  }
  const { mapRuns } = doorsInside(told.comparison, below?.forest, against.below?.forest)
  const untold = untoldIn(told)
  return (
    <>
      {unread !== undefined && <p className="sfn-muted">Not read: {unreadWords(unread)}.</p>}
      {mapRuns > 0 && <p className="sfn-muted">Children of a Map Run are compared as you open them in the chart.</p>}
      {untold > 0 && <Untold count={untold} />}
      <OtherBelow against={against} />
    </>
  )
}

interface InsideDoorProps extends InsideProps {
  readonly link: ViewLink
  readonly navigate: Navigate
}

/** Opens and reads what both runs waited for, one level further down; nothing where all of that is read. */
export function InsideDoor({ told, against, below, link, navigate }: InsideDoorProps) {
  if (against.kind === 'successes') return null
  const { own, other } = doorsInside(told.comparison, below?.forest, against.below?.forest)
  const count = own.length + other.length
  if (count === 0) return null
  const onInside = () => {
    for (const at of own) void below?.opening.open(at)
    for (const at of other) void against.below?.opening.open(at)
    // Rows that are open stand in the link: who comes back finds what was compared.
    if (below !== undefined && own.length > 0) navigate(withOpenRows(link, below.forest, own), 'push')
  }
  return (
    <button type="button" className="sfn-action" onClick={onInside} title={insideTitle(count)}>
      Compare inside
    </button>
  )
}

function insideTitle(count: number): string {
  return `Reads what was started there: ${formatCount(count)} ${count === 1 ? 'execution' : 'executions'} and what stands for ${count === 1 ? 'it' : 'them'} in the other run`
}

function Untold({ count }: { readonly count: number }) {
  return (
    <p className="sfn-muted">
      {count === 1 ? 'Of one child of a Map Run' : `Of ${formatCount(count)} children of Map Runs`} nothing tells which
      it was in the other run: AWS draws their names anew in every run.
    </p>
  )
}

/** What stands between the reader and the executions below the other run. */
function OtherBelow({ against: { below, left } }: { readonly against: Against & { readonly kind: 'run' } }) {
  if (below === undefined) return null
  const reading = below.forest.knownMembers().filter(({ id, state }) => id !== 0 && state.kind === 'loading').length
  const trouble = troubleIn(below.forest)
  return (
    <>
      {reading > 0 && (
        <p role="status" className="sfn-muted">
          Reading {formatCount(reading)} {reading === 1 ? 'execution' : 'executions'} below the other run…
        </p>
      )}
      {below.held && (
        <Notice
          tone="warning"
          title={`${formatCount(below.asked)} requests were made for executions below the other run`}
          action={
            <button
              type="button"
              className="sfn-secondary"
              onClick={() => below.opening.lift(below.ceiling + MORE_REQUESTS)}
            >
              Allow {MORE_REQUESTS} more
            </button>
          }
        />
      )}
      {left !== undefined && (
        <div className="sfn-inside">
          <p className="sfn-muted">
            {formatCount(left.count)} {left.count === 1 ? 'execution' : 'executions'} read here{' '}
            {left.count === 1 ? 'is' : 'are'} not read in the other run.
          </p>
          <button type="button" className="sfn-secondary" onClick={left.read}>
            Read {left.count === 1 ? 'it' : 'them'}
          </button>
        </div>
      )}
      {!below.held && trouble !== undefined && (
        <>
          <p>{memberWords(trouble.member)} of the other run cannot be read:</p>
          <ErrorNotice
            error={trouble.error}
            {...(trouble.error.retryable && { onRetry: () => below.opening.act(trouble.member.id, 'retry') })}
          />
        </>
      )}
      {!below.held &&
        [...below.graftTroubles]
          .slice(0, 1)
          .map(([at, error]) => <ErrorNotice key={at} error={error} onRetry={() => void below.opening.open(at)} />)}
    </>
  )
}

/** The first execution below that cannot be read. */
function troubleIn(forest: Forest) {
  for (const member of forest.knownMembers()) {
    if (member.id !== 0 && member.state.kind === 'trouble') return { member, error: member.state.trouble }
  }
  return undefined
}

/** Children whose partners are listed, and not told. */
function untoldIn({ comparison: { a, b, alignment } }: Compared): number {
  return alignment.untoldInB.filter(key => {
    const { at } = b.forest.member(memberIdOf(key)) ?? {}
    const there = at === undefined ? undefined : alignment.inA.get(at)
    const graft = there === undefined ? undefined : a.forest.graft(there)
    return graft?.kind === 'mapRun' && graft.listed.has('ALL')
  }).length
}
