import { useEffect } from 'react'
import type { EventId } from '../../history/events.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { Span } from '../../model/span.ts'
import { wantedEvents } from './wanted-events.ts'

/** What a person has selected is loaded first: a link to an event that is not here yet, and the payloads of the selected span. */
export function useWanted(view: ExecutionView, event: EventId | undefined, span: Span | undefined): void {
  const { loadUntil } = view
  // As text: equal ids, no new effect.
  const wanted = wantedEvents(view, event, span).join(' ')
  useEffect(() => {
    if (wanted !== '') loadUntil(wanted.split(' ').map(Number))
  }, [wanted, loadUntil])
}
