import { useMemo, useState } from 'react'
import { type EventsUsed, eventLimitOf, eventsLeft } from '../../analysis/budget.ts'
import { expressBillOf } from '../../analysis/express-bill.ts'
import { costOf, DEFAULT_PRICE, type Transitions } from '../../analysis/transitions.ts'
import type { Member } from '../../forest/member.ts'
import { useSliced } from '../../kit/sliced.ts'
import { usePreferences } from '../../state/use-preferences.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDateTime } from '../../words/points-in-time.ts'
import type { TimeMode } from '../../words/time-mode.ts'
import { billedTransitions, usedEvents } from '../analyses/analyses.ts'
import type { AnswerScope } from './answer-scope.ts'
import { CostBelow } from './cost-below.tsx'
import { dollars } from './dollars.ts'
import { ExpressCost } from './express-cost.tsx'
import { shareWords } from './share-words.ts'
import { SoFar } from './so-far.tsx'

const MAX_ROWS = 100

interface CostPanelProps {
  readonly scope: AnswerScope
  /** The execution on the page, with all that is known of it. */
  readonly own: Member | undefined
  readonly timeMode: TimeMode
}

/** What uses up the events an execution may have, and what its state transitions cost, or its time where it is Express. */
export function CostPanel({ scope, own, timeMode }: CostPanelProps) {
  const { tree } = scope
  const used = useSliced(usedEvents, tree)
  const transitions = useSliced(billedTransitions, tree)
  const bill = useMemo(() => own && expressBillOf(own), [own])
  const [{ transitionPriceUsd }] = usePreferences()
  if (used === undefined || transitions === undefined) return <p className="sfn-muted">Counting…</p>
  return (
    <div className="sfn-columns">
      <section aria-label="Event budget">
        <SoFar complete={used.complete} />
        <p>
          <UsedWords used={used} limit={own && eventLimitOf(own)} timeMode={timeMode} />
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
            {used.byState.slice(0, MAX_ROWS).map(({ path, events, share }) => (
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
      {bill === undefined ? (
        <TransitionsAndCost scope={scope} own={own} transitions={transitions} />
      ) : (
        <ExpressCost scope={scope} own={own} bill={bill} perThousand={transitionPriceUsd * 1000} />
      )}
    </div>
  )
}

interface UsedWordsProps {
  readonly used: EventsUsed
  readonly limit: number | undefined
  readonly timeMode: TimeMode
}

function UsedWords({ used, limit, timeMode }: UsedWordsProps) {
  const perMinute = used.pace && used.pace.perMs * 60_000
  const rate = perMinute === undefined ? '' : ` · ${minuteWords(perMinute)} per minute lately`
  if (limit === undefined) {
    return (
      <>
        <b>{formatCount(used.used)}</b> {used.used === 1 ? 'event' : 'events'}; an Express execution has no limit{rate}
      </>
    )
  }
  const { left, runsOutAt } = eventsLeft(used, limit)
  return (
    <>
      <b>{formatCount(used.used)}</b> of {formatCount(limit)} events used, {formatCount(left)} left{rate}
      {runsOutAt !== undefined && `: none left at ${formatDateTime(runsOutAt, timeMode)}`}
    </>
  )
}

function minuteWords(perMinute: number): string {
  return perMinute < 10 ? perMinute.toFixed(1) : formatCount(Math.round(perMinute))
}

interface TransitionsProps {
  readonly scope: AnswerScope
  readonly own: Member | undefined
  readonly transitions: Transitions
}

function TransitionsAndCost({ scope, own, transitions }: TransitionsProps) {
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
        {!isPrice && <span className="sfn-price-problem">That is no price.</span>}
      </form>
      <p className="sfn-muted">
        AWS's list price: US$ {DEFAULT_PRICE.perThousand}. {DEFAULT_PRICE.note} Executions of a distributed Map and
        nested executions are billed on their own.
      </p>
      <CostBelow scope={scope} own={own} perThousand={isPrice ? typed : saved} />
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
