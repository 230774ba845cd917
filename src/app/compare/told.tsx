import { isComplete } from '../../analysis/completeness.ts'
import { queryOfState } from '../../analysis/query-text.ts'
import type { StatePlace } from '../../comparison/time-difference.ts'
import { memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { formatCount } from '../../words/format-count.ts'
import { machineName } from '../../words/member-names.ts'
import { PATH_SEPARATOR } from '../../words/places.ts'
import { type AnswerScope, selectKey } from '../answers/answer-scope.ts'
import { SoFar } from '../answers/so-far.tsx'
import { AlsoDifferent } from './also-different.tsx'
import type { Compared } from './compared.ts'
import type { Against } from './comparing.ts'
import { DrawnOn } from './drawn-on.tsx'
import { ExtraTime } from './extra-time.tsx'
import { Inside, InsideDoor } from './inside.tsx'
import { Parting } from './parting.tsx'

/** Both may be here as a whole, and one of them may still run. */
function NotWhole({ told: { comparison, before, after } }: { readonly told: Compared }) {
  if (comparison.complete) return null
  if (!isComplete(before) || !isComplete(after)) return <SoFar complete={false} />
  return <p className="sfn-so-far">So far: what has not ended counts up to its last event.</p>
}

interface ToldProps {
  readonly told: Compared
  readonly against: Against
  /** What is known below the execution on the page; undefined where nothing can be had. */
  readonly below: BelowView | undefined
  readonly link: ViewLink
  readonly scope: AnswerScope
  readonly navigate: Navigate
}

/** Where the time went, where the ways parted, and what else differs. */
export function Told({ told, against, below, link, scope, navigate }: ToldProps) {
  const { comparison, usual } = told
  const onState = ({ machine, path }: StatePlace) => {
    // What AWS drew the label of is called by its state here, and by the label in queries.
    const isKnown = scope.members.some(member => machineName(member) === machine)
    const query = queryOfState(path.split(PATH_SEPARATOR).at(-1) ?? path, isKnown ? machine : undefined)
    navigate({ query, queryMode: undefined, tab: undefined }, 'push')
  }
  const { onPath, states, divergences, data } = comparison
  const isSame = onPath.rows.length === 0 && states.length === 0 && divergences.length === 0
  const isSameData = [data.input, data.output, data.definition].every(({ kind }) => kind === 'same')
  return (
    <>
      <NotWhole told={told} />
      <DrawnOn {...{ told, link, navigate }} />
      {isSame && isSameData && <p>Nothing differs.</p>}
      <div className="sfn-columns">
        <section aria-label="Where the extra time went">
          <header className="sfn-block-head">
            <h2>Where the extra time went</h2>
            <InsideDoor {...{ told, against, below, link, navigate }} />
          </header>
          <ExtraTime
            comparison={comparison}
            before={usual === undefined ? 'Then' : `Median of ${formatCount(usual.count)}`}
            usual={usual}
            onState={onState}
          />
          <p className="sfn-muted">
            {usual === undefined
              ? 'The parts add up to the difference.'
              : 'The parts are those of the run that took the middle time, so they add up exactly to the difference from the median; marks on the chart and the States tab tell the spread of each state.'}
          </p>
          <Inside {...{ told, against, below }} />
        </section>
        <div className="sfn-compare-rest">
          <Parting
            divergences={divergences}
            usual={usual}
            onSelect={key => selectKey(scope, memberIdOf(key), spanKeyOf(key))}
          />
          <AlsoDifferent
            comparison={comparison}
            before={usual === undefined ? 'Then' : 'Middle run'}
            usual={usual}
            onState={onState}
          />
        </div>
      </div>
    </>
  )
}
