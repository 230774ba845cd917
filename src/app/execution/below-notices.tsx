import type { Graft } from '../../forest/forest.ts'
import { memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import { Notice } from '../../kit/notice.tsx'
import { CEILING_CODE } from '../../loading/request-budget.ts'
import { visitAround } from '../../model/walk.ts'
import type { BelowView } from '../../state/use-execution.ts'
import { formatCount } from '../../words/format-count.ts'
import { spanName } from '../../words/span-names.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'

/** As many more as a view may make by itself. */
const MORE_REQUESTS = 200

/** What stands between the reader and the executions below: requests used up, lists that failed or are too long to be read unasked. */
export function BelowNotices({ below }: { readonly below: BelowView | undefined }) {
  if (below === undefined) return null
  const { forest, opening } = below
  const failed = [...below.graftTroubles].filter(([, { code }]) => code !== CEILING_CODE)
  const cut = opening
    .mapRuns()
    .flatMap(at => forest.graft(at) ?? [])
    .filter(isCut)
  if (!below.held && failed.length === 0 && cut.length === 0) return null
  return (
    <div className="sfn-notices sfn-notices-late">
      {below.held && (
        <Notice
          tone="warning"
          title={`${formatCount(below.asked)} requests were made for executions below this one`}
          action={
            <button type="button" className="sfn-secondary" onClick={() => opening.lift(below.ceiling + MORE_REQUESTS)}>
              Allow {MORE_REQUESTS} more
            </button>
          }
        >
          <p>No more are made by themselves: the quota of Step Functions is shared by everything in the account.</p>
        </Notice>
      )}
      {failed.map(([at, error]) => (
        <ErrorNotice key={at} error={error} onRetry={() => void opening.open(at)} />
      ))}
      {cut.map(graft => (
        <Notice
          key={graft.at}
          tone="info"
          action={
            <button type="button" className="sfn-secondary" onClick={() => void opening.listAll(graft.at)}>
              List all
            </button>
          }
        >
          {`Of the ${formatCount(totalOf(graft))} children of ${nameOf(below, graft)} ${graft.children.count === 0 ? 'none failed, and none is listed yet' : 'those that failed are listed'}.`}
        </Notice>
      ))}
    </div>
  )
}

/** Failures are listed, the rest is not. */
function isCut(graft: Graft): boolean {
  return (
    graft.kind === 'mapRun' &&
    graft.run !== undefined &&
    !graft.listed.has('ALL') &&
    totalOf(graft) > graft.children.count
  )
}

function totalOf(graft: Graft): number {
  const counts = graft.kind === 'mapRun' ? graft.run?.executionCounts : undefined
  // What has not begun is in no list.
  return (counts?.['total'] ?? 0) - (counts?.['pending'] ?? 0)
}

/** The state that a Map Run is of. */
function nameOf({ forest }: BelowView, { at }: Graft): string {
  const tree = forest.member(memberIdOf(at))?.tree
  const span = tree?.span(spanKeyOf(at))
  if (tree === undefined || span === undefined) return 'a Map Run'
  return spanName(tree, visitAround(tree, span) ?? span)
}
