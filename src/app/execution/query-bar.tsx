import { lazy, Suspense } from 'react'
import type { Forest } from '../../forest/forest.ts'
import type { Member } from '../../forest/member.ts'
import { lateCode } from '../../kit/late-code.ts'
import type { LinkPatch, Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { ReadOf } from '../answers/read-of.tsx'
import { QueryBox } from '../query/query-box.tsx'
import { Toolbar } from './toolbar.tsx'
import type { Asked } from './use-asked.ts'

const QueryLine = lazy(lateCode(() => import('../query/query-line.tsx')))

interface QueryBarProps {
  readonly link: ViewLink
  readonly members: readonly Member[]
  readonly forest: Forest | undefined
  readonly asked: Asked
  readonly timeMode: TimeMode
  readonly foldIdle: boolean
  readonly singleKeys: boolean
  readonly navigate: Navigate
}

/** The toolbar bound to the link, with the line below it that tells what the query does. */
export function QueryBar(props: QueryBarProps) {
  const { link, members, asked, timeMode, foldIdle, singleKeys, navigate } = props
  const { query, onQuery, result, hidesSelected } = asked
  return (
    <>
      <Toolbar
        tab={link.tab ?? 'timeline'}
        timeMode={timeMode}
        criticalPath={link.criticalPath ?? false}
        foldIdle={link.twoCharts === true && link.baseline !== undefined ? undefined : foldIdle}
        queryBox={
          <QueryBox
            {...{ members, singleKeys, query, onQuery }}
            matches={asked.steps.count}
            current={asked.steps.current}
            busy={result.busy}
            problem={result.problem}
            onStep={asked.steps.go}
          />
        }
        onTab={tab => navigate({ tab: tab === 'timeline' ? undefined : tab }, 'push')}
        onTimeMode={mode => navigate({ timeMode: mode }, 'push')}
        onCriticalPath={on => navigate(criticalPathPatch(on, link), 'push')}
        onFoldIdle={on => navigate({ folds: on }, 'push')}
      />
      {query.trim() !== '' && (
        // Its room is there from the first letter on.
        <Suspense fallback={<div className="sfn-query-line" />}>
          <QueryLine
            query={query}
            result={result}
            hidesSelected={hidesSelected}
            isFinal={members[0]?.tree?.isFinal === true}
            readOf={<ReadOf forest={props.forest} />}
            mode={link.queryMode ?? 'highlight'}
            onQuery={onQuery}
            onMode={mode => navigate({ queryMode: mode === 'filter' ? mode : undefined }, 'push')}
          />
        </Suspense>
      )}
    </>
  )
}

/** The path is drawn and listed, or neither. */
function criticalPathPatch(on: boolean, { panel }: ViewLink): LinkPatch {
  if (on) return { criticalPath: true, panel: 'path' }
  return { criticalPath: undefined, ...(panel === 'path' && { panel: undefined }) }
}
