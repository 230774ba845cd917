import { Icon } from '../../kit/icons.tsx'
import type { Outcome } from '../../model/span.ts'
import { outcomeIconName, outcomeName } from '../../words/outcomes.ts'

/** An outcome as coloured words with its glyph: never by colour alone. */
export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  return (
    <span className={`sfn-badge sfn-outcome-${outcome}`}>
      <Icon name={outcomeIconName(outcome)} size={12} />
      {outcomeName(outcome)}
    </span>
  )
}

/** The same without the ground, for tables. */
export function OutcomeText({ outcome }: { readonly outcome: Outcome }) {
  return (
    <span className={`sfn-outcome sfn-outcome-${outcome}`}>
      <Icon name={outcomeIconName(outcome)} size={12} />
      {outcomeName(outcome)}
    </span>
  )
}
