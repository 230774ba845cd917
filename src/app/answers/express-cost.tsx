import { EXPRESS_PRICE, type ExpressBill, expressCostUsd } from '../../analysis/express-bill.ts'
import { formatCount } from '../../words/format-count.ts'
import { CostBelow, type CostBelowProps } from './cost-below.tsx'
import { dollars } from './dollars.ts'

const MEMORIES_MB = [64, 128, 256, 512, 1024]
const MILLION = 1_000_000

interface ExpressCostProps extends CostBelowProps {
  readonly bill: ExpressBill
}

/** What an Express execution is billed for, and what that comes to at some memories: its own is not in the history. */
export function ExpressCost({ bill, ...below }: ExpressCostProps) {
  const { requests, billedMs, untold } = bill
  return (
    <section aria-label="Requests, duration and cost">
      <dl className="sfn-cost">
        <div>
          <dt>Requests</dt>
          <dd>
            <b>{formatCount(requests)}</b>
            {requests > 1 && ', one for each time it was started'}
          </dd>
        </div>
        <div>
          <dt>Billed duration</dt>
          <dd>
            {untold > 0 ? (
              'Not known: what is here does not tell both its beginning and its end'
            ) : (
              <>
                <b>{formatCount(billedMs)} ms</b>, rounded up to 100 ms
              </>
            )}
          </dd>
        </div>
      </dl>
      <p>
        An Express workflow is billed by requests, duration and memory, not by state transitions. The memory decides the
        price, in steps of 64 MB. The history does not tell it: <code>ExpressExecutionBilledMemory</code> in CloudWatch
        does, by state machine.
      </p>
      {untold === 0 && <ByMemory bill={bill} />}
      <p className="sfn-muted">
        AWS's list price: US$ {EXPRESS_PRICE.perMillionRequestsUsd} for a million requests and US${' '}
        {EXPRESS_PRICE.perGbSecondUsd} for a GB-second. {EXPRESS_PRICE.note}
      </p>
      <CostBelow {...below} />
    </section>
  )
}

function ByMemory({ bill }: { readonly bill: ExpressBill }) {
  return (
    <table className="sfn-table">
      <thead>
        <tr>
          <th scope="col">Memory</th>
          <th scope="col" className="sfn-number">
            This execution
          </th>
          <th scope="col" className="sfn-number">
            A million like it
          </th>
        </tr>
      </thead>
      <tbody>
        {MEMORIES_MB.map(mb => (
          <tr key={mb}>
            <td>{formatCount(mb)} MB</td>
            <td className="sfn-number">{dollars(expressCostUsd(bill, mb))}</td>
            <td className="sfn-number">{dollars(expressCostUsd(bill, mb) * MILLION)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
