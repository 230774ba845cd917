import { useMemo } from 'react'
import type { FailedChildren } from '../../analysis/failed-children.ts'
import { type FailureGroup, failureGroupSteps } from '../../analysis/failure-groups.ts'
import { failureGroupsAcrossSteps } from '../../analysis/failures-across.ts'
import { Icon } from '../../kit/icons.tsx'
import { ScrollingText } from '../../kit/scrolling-text.tsx'
import { sliced, useSliced } from '../../kit/sliced.ts'
import { formatCount } from '../../words/format-count.ts'
import { outcomeIconName } from '../../words/outcomes.ts'
import { type AnswerScope, isAcross } from './answer-scope.ts'
import { errorWords, groupCause } from './error-words.ts'
import { FATE_LOOKS, FATE_WORDS, FATES } from './fate-words.ts'
import { Occurrences } from './occurrences.tsx'
import { countsRead } from './read-of.tsx'
import { SoFar } from './so-far.tsx'

interface FailuresPanelProps {
  readonly scope: AnswerScope
  /** Undefined where nothing below can be had. */
  readonly failed: FailedView | undefined
}

interface FailedView extends FailedChildren {
  readonly busy: boolean
  readonly readMore: () => void
}

type FailuresQuestion = Pick<AnswerScope, 'tree' | 'definition' | 'forest' | 'members'>

const groupsOf = sliced(function* ({ tree, definition, forest, members }: FailuresQuestion) {
  const own = yield* failureGroupSteps(tree, definition)
  const isAlone = forest === undefined || !isAcross({ members })
  return { own, groups: isAlone ? own.groups : yield* failureGroupsAcrossSteps(forest, members) }
})

/** Everything that went wrong, in whichever execution, grouped by what it says; what ended the run first. */
export function FailuresPanel({ scope, failed }: FailuresPanelProps) {
  const { tree, definition, forest, members } = scope
  const question = useMemo(() => ({ tree, definition, forest, members }), [tree, definition, forest, members])
  const found = useSliced(groupsOf, question)
  if (found === undefined) return null
  const { own, groups } = found
  return (
    <>
      <SoFar complete={own.complete} />
      {failed !== undefined && <FailedRead failed={failed} />}
      {groups.length === 0 ? (
        <p className="sfn-muted">Nothing failed{own.complete ? '.' : ' so far.'}</p>
      ) : (
        <ul className="sfn-groups">
          {groups.map(group => (
            <Group key={group.id} group={group} scope={scope} />
          ))}
        </ul>
      )}
    </>
  )
}

/** How many of the failed executions below are read, and the way to more. */
function FailedRead({ failed }: { readonly failed: FailedView }) {
  const { busy, failed: of, read, unreadable, wants, readMore } = failed
  if (of === 0 && !busy && wants.length === 0) return null
  const left = wants.filter(({ kind }) => kind === 'read').length
  return (
    <p className="sfn-read-of" role="status">
      {of > 0 && countsRead({ read, of }, 'failed executions below')}
      {unreadable > 0 && ` ${formatCount(unreadable)} cannot be read.`}
      {busy ? (
        <span className="sfn-muted"> Reading…</span>
      ) : (
        wants.length > 0 && (
          <button type="button" className="sfn-action sfn-action-framed" onClick={readMore}>
            {left === 0 ? 'Look below' : `Read ${formatCount(Math.min(left, MORE))} more`}
          </button>
        )
      )}
    </p>
  )
}

/** As many as a click reads. */
const MORE = 25

/** The first occurrence's stack, where it has one. */
function GroupStack({ example }: FailureGroup) {
  const frames = example?.frames ?? []
  if (frames.length === 0) return null
  return (
    <details className="sfn-group-stack">
      <summary>Stack of the first</summary>
      <ScrollingText text={frames.map(({ text }) => text).join('\n')} />
    </details>
  )
}

function Group({ group, scope }: { readonly group: FailureGroup; readonly scope: AnswerScope }) {
  return (
    <li className={`sfn-group sfn-group-${group.worst}`} aria-label={`${group.count} × ${errorWords(group.error)}`}>
      <div className="sfn-group-head">
        <b className="sfn-group-count">{formatCount(group.count)} ×</b>
        <span className="sfn-error-name">{errorWords(group.error)}</span>
        {group.path !== '' && <span>in {group.path}</span>}
        <span className="sfn-fates">
          {FATES.filter(fate => group.fates[fate] > 0).map(fate => (
            <span key={fate} className={`sfn-outcome sfn-outcome-${FATE_LOOKS[fate]}`}>
              <Icon name={outcomeIconName(FATE_LOOKS[fate])} size={12} />
              {group.fates[fate] === group.count ? '' : `${formatCount(group.fates[fate])} `}
              {FATE_WORDS[fate]}
            </span>
          ))}
        </span>
        {group.pattern !== '' && (
          <span className="sfn-group-cause" title={group.example?.message}>
            {groupCause(group, group.count)}
          </span>
        )}
      </div>
      <div className="sfn-group-places">
        <Occurrences group={group} scope={scope} />
        <GroupStack {...group} />
      </div>
    </li>
  )
}
