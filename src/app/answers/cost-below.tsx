import { useMemo } from 'react'
import { type MachineTransitions, transitionsAcross } from '../../analysis/transitions-across.ts'
import { formatCount } from '../../words/format-count.ts'
import { type AnswerScope, isAcross } from './answer-scope.ts'
import { dollars } from './dollars.ts'
import { ReadOf } from './read-of.tsx'

interface CostBelowProps {
  readonly scope: AnswerScope
  /** US$ for a thousand transitions. */
  readonly perThousand: number
}

/** What the executions below cost, as far as they are read, by state machine; with this one's in the sum. */
export function CostBelow({ scope, perThousand }: CostBelowProps) {
  const { members, forest } = scope
  const below = useMemo(() => transitionsAcross(members.filter(({ id }) => id !== 0)), [members])
  const all = useMemo(() => transitionsAcross(members), [members])
  if (!isAcross(scope)) return <ReadOf forest={forest} />
  const total = all.reduce((sum, one) => sum + (one.express ? 0 : one.total), 0)
  const retries = all.reduce((sum, one) => sum + (one.express ? 0 : one.retries), 0)
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
            <MachineRow key={one.machine} of={one} perThousand={perThousand} />
          ))}
          <tr className="sfn-sum">
            <td>With this execution</td>
            <td className="sfn-number">{formatCount(members.length)}</td>
            <td className="sfn-number">{formatCount(total)}</td>
            <td className="sfn-number">{formatCount(retries)}</td>
            <td className="sfn-number">{dollars((total * perThousand) / 1000)}</td>
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
      <td className="sfn-number">{formatCount(total)}</td>
      <td className="sfn-number">{formatCount(retries)}</td>
      <td className="sfn-number">{express ? 'by time' : dollars((total * perThousand) / 1000)}</td>
    </tr>
  )
}
