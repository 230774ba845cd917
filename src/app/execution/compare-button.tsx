import { Icon } from '../../kit/icons.tsx'
import type { Navigate } from '../../state/link-writer.ts'
import { goToRegion } from './go-to-region.ts'
import { REGIONS } from './regions.ts'

/** Leads to the comparison with another execution, or to choosing one. */
export function CompareButton({ navigate }: { readonly navigate: Navigate }) {
  const region = REGIONS.find(({ id }) => id === 'compare')
  if (region === undefined) return null
  return (
    <button type="button" className="sfn-action" onClick={() => goToRegion(region, navigate)}>
      <Icon name="timeline" size={14} /> Compare
    </button>
  )
}
