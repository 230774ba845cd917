import type { Outcome } from '../model/span.ts'
import { OutcomeIcon } from './icons.tsx'

/** A piece of a bar of an outcome, with the cap that ends one where it has a cap of its own. */
export function OutcomeSwatch({ outcome }: { readonly outcome: Outcome }) {
  return (
    <span className={`chart-swatch chart-swatch--${outcome}`}>
      {outcome !== 'succeeded' && outcome !== 'running' && (
        <span className="chart-swatch-cap">
          <OutcomeIcon outcome={outcome} />
        </span>
      )}
    </span>
  )
}
