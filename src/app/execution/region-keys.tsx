import { usePrefixKey } from '../../kit/use-prefix-key.ts'
import type { Navigate } from '../../state/link-writer.ts'
import { goToRegion } from './go-to-region.ts'
import { REGIONS } from './regions.ts'
import './region-keys.css'

interface RegionKeysProps {
  readonly navigate: Navigate
  readonly singleKeys: boolean
}

/** `g`, then a letter: to any region of the page. Between the two the letters are shown. */
export function RegionKeys({ navigate, singleKeys }: RegionKeysProps) {
  const isBetween = usePrefixKey(
    'g',
    key => {
      const region = REGIONS.find(({ letter }) => letter === key)
      if (region !== undefined) goToRegion(region, navigate)
      return region !== undefined
    },
    singleKeys,
  )
  return (
    <div role="status" className={isBetween ? 'sfn-region-keys' : 'sfn-hidden'}>
      {isBetween && (
        <ul aria-label="Go to">
          {REGIONS.map(({ letter, does, id }) => (
            <li key={id}>
              <kbd>{letter.toUpperCase()}</kbd> {does.replace(/^Go to /, '')}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
