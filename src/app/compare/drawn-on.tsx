import { useMemo } from 'react'
import { commonStates } from '../../comparison/shared-clock.ts'
import { Segments, Switch } from '../../kit/controls.tsx'
import type { Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import type { Compared } from './compared.ts'

interface DrawnOnProps {
  readonly told: Compared
  readonly link: ViewLink
  readonly navigate: Navigate
}

const CHARTS = [
  { id: 'one', text: 'Under the bars' },
  { id: 'two', text: 'Two charts' },
] as const

/** Where the other run is drawn: under the bars of this one, or on a chart of its own that shares its clock. */
export function DrawnOn({ told, link, navigate }: DrawnOnProps) {
  const isTwo = link.twoCharts === true
  return (
    <div className="sfn-drawn-on">
      <Segments
        label="Drawn"
        options={CHARTS}
        selected={isTwo ? 'two' : 'one'}
        onSelect={id => navigate({ twoCharts: id === 'two' ? true : undefined, tab: undefined }, 'push')}
      />
      {isTwo ? (
        <AlignedBy {...{ told, link, navigate }} />
      ) : (
        <Switch
          label="Draw on the chart"
          on={link.ghosts ?? true}
          onChange={on => navigate({ ghosts: on ? undefined : false }, 'push')}
        />
      )}
    </div>
  )
}

/** Which moments of both stand one above the other. */
function AlignedBy({ told: { before, after }, link, navigate }: DrawnOnProps) {
  const states = useMemo(() => commonStates(before, after), [before, after])
  const isKnown = states.some(({ path }) => path === link.alignAt)
  return (
    <label className="sfn-aligned-by">
      Aligned by
      <select
        className="sfn-select"
        value={isKnown ? link.alignAt : ''}
        onChange={({ target: { value } }) => navigate({ alignAt: value === '' ? undefined : value }, 'push')}
      >
        <option value="">the start of both</option>
        {states.map(({ path }) => (
          <option key={path} value={path}>
            the first entry of {path}
          </option>
        ))}
      </select>
    </label>
  )
}
