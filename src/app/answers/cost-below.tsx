import { useMemo } from 'react'
import { addBills, type ExpressBill, NO_EXPRESS } from '../../analysis/express-bill.ts'
import { type MachineTransitions, transitionsAcross } from '../../analysis/transitions-across.ts'
import type { Member } from '../../forest/member.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { type AnswerScope, isAcross } from './answer-scope.ts'
import { dollars } from './dollars.ts'
import { ReadOf } from './read-of.tsx'

export interface CostBelowProps {
  readonly scope: AnswerScope
  /** The execution on the page, with all that is known of it. */
  readonly own: Member | undefined
  /** US$ for a thousand transitions. */
  readonly perThousand: number
}

/** What the executions below cost, as far as they are read, by state machine; with this one's in the sum. */
export function CostBelow({ scope, own, perThousand }: CostBelowProps) {
  const { members, forest } = scope
  const others = useMemo(() => members.filter(({ id }) => id !== 0), [members])
  const below = useMemo(() => transitionsAcross(others), [others])
  const all = useMemo(() => transitionsAcross(own === undefined ? others : [own, ...others]), [own, others])
  if (!isAcross(scope)) return <ReadOf forest={forest} />
  const standard = all.filter(({ express }) => express === undefined)
  const total = standard.reduce((sum, one) => sum + one.total, 0)
  const retries = standard.reduce((sum, one) => sum + one.retries, 0)
  const express = all.map(one => one.express ?? NO_EXPRESS).reduce(addBills, NO_EXPRESS)
  const partial = below.reduce((sum, one) => sum + one.partial, 0)
  return (
    <section aria-label="Cost of executions below">
      <h2>Executions below</h2>
      <ReadOf forest={forest} />
      {partial > 0 && (
        <p className="sfn-muted">
          Of {formatCount(partial)} the end alone {partial === 1 ? 'is' : 'are'} read: these have more.
        </p>
      )}
      <table className="sfn-table">
        <thead>
          <tr>
            <th scope="col">State machine</th>
            {['Executions', 'Transitions', 'Retries', 'Cost'].map(text => (
              <th key={text} scope="col" className="sfn-number">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {below.map(one => (
            <MachineRow key={`${one.express === undefined} ${one.machine}`} of={one} perThousand={perThousand} />
          ))}
          <tr className="sfn-sum">
            <td>With this execution</td>
            <td className="sfn-number">{formatCount(members.length)}</td>
            <td className="sfn-number">{formatCount(total)}</td>
            <td className="sfn-number">{formatCount(retries)}</td>
            <td className="sfn-number">{sumWords((total * perThousand) / 1000, express)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function MachineRow({ of, perThousand }: { readonly of: MachineTransitions; readonly perThousand: number }) {
  const { machine, executions, total, retries, express } = of
  return (
    <tr>
      <td className="sfn-path-cell" title={machine}>
        {machine === '' ? 'Unknown' : machine}
      </td>
      <td className="sfn-number">{formatCount(executions)}</td>
      <td className="sfn-number">{express === undefined ? formatCount(total) : 'not billed'}</td>
      <td className="sfn-number">{express === undefined ? formatCount(retries) : ''}</td>
      <td className="sfn-number">
        {express === undefined ? dollars((total * perThousand) / 1000) : `by memory: ${billWords(express)}`}
      </td>
    </tr>
  )
}

function sumWords(usd: number, express: ExpressBill): string {
  return express.requests === 0 ? dollars(usd) : `${dollars(usd)} + ${billWords(express)}`
}

/** `3 requests, 12.3 s`; the time of all that tell theirs. */
function billWords({ requests, billedMs, untold }: ExpressBill): string {
  const count = `${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'}`
  if (untold === requests) return `${count}, time not known`
  return `${count}, ${untold > 0 ? 'over ' : ''}${formatDuration(billedMs)}`
}
