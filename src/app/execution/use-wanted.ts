import { useEffect } from 'react'
import type { EventId } from '../../history/events.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { Span } from '../../model/span.ts'
import { wantedEvent } from './wanted-event.ts'

/** What a person has selected is loaded first: a link to an event that is not here yet, and the payloads of the selected span. */
export function useWanted(view: ExecutionView, event: EventId | undefined, span: Span | undefined): void {
  const { loadUntil } = view
  const wanted = wantedEvent(view, event, span)
  useEffect(() => {
    if (wanted !== undefined) loadUntil(wanted)
  }, [wanted, loadUntil])
}
