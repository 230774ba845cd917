import { createContext, useContext, useEffect, useState } from 'react'
import { type PlainValue, type Sighting, traceSteps, type ValueTrace } from '../../analysis/trace-value.ts'
import type { EventId } from '../../history/events.ts'
import { ExactNumber } from '../../history/exact-json.ts'
import { turnOfTheLoop } from '../../kit/turn-of-the-loop.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { inSlices } from '../../waits/slices.ts'
import { formatCount } from '../../words/format-count.ts'
import { pathWords } from '../../words/places.ts'

/** The history that payloads on show belong to. */
export interface Traceable {
  readonly tree: ExecutionTree
  readonly onSelectEvent: (event: EventId) => void
}

const TraceContext = createContext<Traceable | undefined>(undefined)
export const Traced = TraceContext.Provider

/** Where a value can be looked for; undefined outside an execution. */
export function useTraceable(): Traceable | undefined {
  return useContext(TraceContext)
}

/** A value worth looking for: `true`, `0` or `""` stand everywhere. */
export function isTraceable(value: unknown): value is PlainValue {
  if (value instanceof ExactNumber) return value.source.length > 1
  return (typeof value === 'string' && value.length > 1) || (typeof value === 'number' && Math.abs(value) > 9)
}

const MAX_LISTED = 50

/** Where a value first appeared, where it was last seen, and everywhere between. */
export function ValueTraceList({ value, within }: { readonly value: PlainValue; readonly within: Traceable }) {
  const trace = useTrace(within.tree, value)
  if (trace === undefined) {
    return (
      <div className="sfn-trace" role="status">
        Looking through all payloads…
      </div>
    )
  }
  const { sightings, first, last, unseenPayloads } = trace
  return (
    <section className="sfn-trace" aria-label="Where this value stands">
      <p role="status">
        {sightings.length === 0 ? 'Nowhere as a value of its own.' : `In ${formatCount(sightings.length)} payloads.`}
        {unseenPayloads > 0 && ` Payloads of ${formatCount(unseenPayloads)} events are not loaded yet.`}
      </p>
      <ol>
        {listed(sightings).map(sighting => (
          <li key={`${sighting.eventId}${sighting.field}`}>
            {sighting === first && <b>First</b>}
            {sighting === last && sighting !== first && <b>Last</b>}
            <button type="button" className="sfn-cell-button" onClick={() => within.onSelectEvent(sighting.eventId)}>
              #{formatCount(sighting.eventId)} {placeWords(within.tree, sighting)}
            </button>
            <span className="sfn-muted">
              {sighting.field} <code className="sfn-mono">{sighting.path}</code>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The first ones and the last: what lies between is counted above. */
function listed(sightings: readonly Sighting[]): readonly Sighting[] {
  const last = sightings.at(-1)
  if (sightings.length <= MAX_LISTED || last === undefined) return sightings
  return [...sightings.slice(0, MAX_LISTED - 1), last]
}

function placeWords(tree: ExecutionTree, { key }: Sighting): string {
  const span = tree.span(key)
  return span === undefined ? 'Execution' : pathWords(tree, span)
}

function useTrace(tree: ExecutionTree, value: PlainValue): ValueTrace | undefined {
  const [trace, setTrace] = useState<ValueTrace>()
  useEffect(() => {
    let isStale = false
    setTrace(undefined)
    void inSlices(traceSteps(tree, value), {
      ...{ sliceMs: 8, now: () => performance.now(), pause: turnOfTheLoop, isStale: () => isStale },
    }).then(found => {
      if (!isStale) setTrace(found)
    })
    return () => {
      isStale = true
    }
  }, [tree, value])
  return trace
}
