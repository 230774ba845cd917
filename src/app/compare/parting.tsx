import type { Divergence, Way } from '../../comparison/divergence.ts'
import type { Usual } from '../../comparison/usual.ts'
import type { GlobalKey } from '../../forest/keys.ts'
import { Icon } from '../../kit/icons.tsx'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { machineWords } from './part-words.ts'

interface PartingProps {
  readonly divergences: readonly Divergence[]
  /** What several runs did; undefined where there is one other. */
  readonly usual: Usual | undefined
  /** Leads to something of the run on the page. */
  readonly onSelect: (key: GlobalKey) => void
}

const TITLES = {
  choice: 'First Choice that differs',
  catch: 'First failure that led elsewhere',
  other: 'First state that differs',
} as const

/** Where the two runs first went different ways. */
export function Parting({ divergences, usual, onSelect }: PartingProps) {
  const first = divergences[0]
  if (first === undefined) return null
  const { after, by, afterMs, machine } = first
  return (
    <section aria-label={TITLES[by]}>
      <header className="sfn-block-head">
        <h2>{TITLES[by]}</h2>
        <span className="sfn-muted">after {formatDuration(afterMs)}</span>
      </header>
      <div className="sfn-parting">
        {after === undefined ? (
          <span className="sfn-parting-from">Start{machineWords(machine)}</span>
        ) : (
          <button type="button" className="sfn-parting-from" onClick={() => onSelect(after.b)}>
            {after.place}
            {machineWords(machine)}
          </button>
        )}
        <Icon name="right" size={14} />
        <ul>
          <li>
            <WayText way={first.b} onSelect={onSelect} />{' '}
            <span className="sfn-muted">this run{usual !== undefined && first.b && alsoWent(usual, first.b)}</span>
          </li>
          <li className="sfn-parting-then">
            <span>{first.a?.name ?? 'ended'}</span>{' '}
            <span className="sfn-muted">{usual === undefined ? 'then' : 'the run of the middle time'}</span>
          </li>
        </ul>
      </div>
      {divergences.length > 1 && (
        <p className="sfn-muted">
          {formatCount(divergences.length - 1)} more {divergences.length === 2 ? 'place' : 'places'} where the ways
          part.
        </p>
      )}
    </section>
  )
}

/** How many of several runs went this way too. */
function alsoWent({ lengths, count }: Usual, { key }: Way): string {
  const went = lengths.get(key)?.lengthsMs.length ?? 0
  return went === 0 ? `, none of the ${formatCount(count)}` : `, and ${formatCount(went)} of the ${formatCount(count)}`
}

function WayText({ way, onSelect }: { readonly way: Way | undefined; readonly onSelect: PartingProps['onSelect'] }) {
  if (way === undefined) return <span>ended</span>
  return (
    <button type="button" className="sfn-cell-button" onClick={() => onSelect(way.key)}>
      {way.name}
    </button>
  )
}
