import { useState } from 'react'
import type { EventBudget } from '../../analysis/budget.ts'
import { costOf, DEFAULT_PRICE, type Transitions } from '../../analysis/transitions.ts'
import { useSliced } from '../../kit/sliced.ts'
import { usePreferences } from '../../state/use-preferences.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDateTime } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { billedTransitions, budgetOf } from '../analyses/analyses.ts'
import type { AnswerScope } from './answer-scope.ts'
import { CostBelow } from './cost-below.tsx'
import { dollars } from './dollars.ts'
import { shareWords } from './share-words.ts'
import { SoFar } from './so-far.tsx'

const MAX_ROWS = 100

/** What uses up the events an execution may have, and what its state transitions cost. */
export function CostPanel({ scope, timeMode }: { readonly scope: AnswerScope; readonly timeMode: TimeMode }) {
  const { tree } = scope
  const budget = useSliced(budgetOf, tree)
  const transitions = useSliced(billedTransitions, tree)
  if (budget === undefined || transitions === undefined) return <p className="sfn-muted">Counting…</p>
  return (
    <div className="sfn-columns">
      <section aria-label="Event budget">
        <SoFar complete={budget.complete} />
        <p>
          <b>{formatCount(budget.used)}</b> of {formatCount(budget.limit)} events used, {formatCount(budget.left)} left
          {rateWords(budget, timeMode)}
        </p>
        <table className="sfn-table">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col" className="sfn-number">
                Events
              </th>
              <th scope="col" className="sfn-number">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {budget.byState.slice(0, MAX_ROWS).map(({ path, events, share }) => (
              <tr key={path}>
                <td className="sfn-path-cell" title={path}>
                  {path === '' ? 'The execution itself' : path}
                </td>
                <td className="sfn-number">{formatCount(events)}</td>
                <td className="sfn-number">{shareWords(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <TransitionsAndCost scope={scope} transitions={transitions} />
    </div>
  )
}

function rateWords({ perMinute, runsOutAt }: EventBudget, timeMode: TimeMode): string {
  if (perMinute === undefined || runsOutAt === undefined) return ''
  return ` · ${perMinute < 10 ? perMinute.toFixed(1) : formatCount(Math.round(perMinute))} per minute lately: none left at ${formatDateTime(runsOutAt, timeMode)}`
}

interface TransitionsProps {
  readonly scope: AnswerScope
  readonly transitions: Transitions
}

function TransitionsAndCost({ scope, transitions }: TransitionsProps) {
  const [preferences, setPreferences] = usePreferences()
  const saved = preferences.transitionPriceUsd * 1000
  const [draft, setDraft] = useState<string>()
  const typed = draft === undefined ? saved : Number(draft)
  const isPrice = Number.isFinite(typed) && typed >= 0 && draft?.trim() !== ''
  const cost = costOf(transitions, isPrice ? typed : saved)
  return (
    <section aria-label="State transitions and cost">
      <SoFar complete={transitions.complete} />
      <dl className="sfn-cost">
        <div>
          <dt>State transitions</dt>
          <dd>
            <b>{formatCount(transitions.total)}</b> = {formatCount(transitions.entered)} states entered +{' '}
            {formatCount(transitions.retries)} {transitions.retries === 1 ? 'retry' : 'retries'}
          </dd>
        </div>
        <div>
          <dt>Cost as a Standard workflow</dt>
          <dd>
            <b>{dollars(cost.total)}</b>, of which {dollars(cost.retries)} for retries
          </dd>
        </div>
      </dl>
      <form
        className="sfn-price"
        onSubmit={event => {
          event.preventDefault()
          if (!isPrice) return
          setPreferences({ transitionPriceUsd: typed / 1000 })
          setDraft(undefined)
        }}
      >
        <label>
          Price of 1,000 transitions, US$
          <input
            type="text"
            inputMode="decimal"
            value={draft ?? String(Number(saved.toPrecision(12)))}
            aria-invalid={!isPrice}
            onChange={event => setDraft(event.target.value)}
          />
        </label>
        <button type="submit" className="sfn-action sfn-action-framed" disabled={draft === undefined || !isPrice}>
          Save price
        </button>
        {!isPrice && <span className="sfn-query-problem">That is no price.</span>}
      </form>
      <p className="sfn-muted">
        AWS's list price: US$ {DEFAULT_PRICE.perThousand}. {DEFAULT_PRICE.note} Executions of a distributed Map and
        nested executions are billed on their own.
      </p>
      <CostBelow scope={scope} perThousand={isPrice ? typed : saved} />
      {transitions.retries > 0 && <RetryTable transitions={transitions} />}
    </section>
  )
}

function RetryTable({ transitions }: { readonly transitions: Transitions }) {
  return (
    <table className="sfn-table">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col" className="sfn-number">
            Entered
          </th>
          <th scope="col" className="sfn-number">
            Retries
          </th>
        </tr>
      </thead>
      <tbody>
        {transitions.byState
          .filter(({ retries }) => retries > 0)
          .slice(0, MAX_ROWS)
          .map(({ path, entered, retries }) => (
            <tr key={path}>
              <td className="sfn-path-cell" title={path}>
                {path}
              </td>
              <td className="sfn-number">{formatCount(entered)}</td>
              <td className="sfn-number">{formatCount(retries)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
