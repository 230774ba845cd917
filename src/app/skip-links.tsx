import { focusWhenThere } from '../kit/focus-when-there.ts'
import type { Navigate } from '../state/link-writer.ts'
import { goToRegion } from './execution/go-to-region.ts'
import { REGIONS } from './execution/regions.ts'

interface SkipLinksProps {
  /** Whether an execution is on the page. */
  readonly hasRegions: boolean
  readonly navigate: Navigate
}

/** Past everything that stands before them: seen when the Tab key reaches them. */
export function SkipLinks({ hasRegions, navigate }: SkipLinksProps) {
  const regions = hasRegions ? REGIONS.filter(({ id }) => SKIPPED_TO.has(id)) : []
  return (
    <nav aria-label="Skip" className="sfn-skip">
      <button type="button" onClick={() => focusWhenThere('main')}>
        Skip to the content
      </button>
      {regions.map(region => (
        <button key={region.id} type="button" onClick={() => goToRegion(region, navigate)}>
          {region.does.replace(/^Go/, 'Skip')}
        </button>
      ))}
    </nav>
  )
}

const SKIPPED_TO: ReadonlySet<string> = new Set(['timeline', 'failures', 'events'])
