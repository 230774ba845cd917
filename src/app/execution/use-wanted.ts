import { useEffect } from 'react'
import type { EventId } from '../../history/events.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'

/** A link to an event that is not here yet: load the nearer end first. */
export function useWanted(view: ExecutionView, event: EventId | undefined): void {
  const { loadUntil } = view
  const here = event === undefined || view.tree?.event(event) !== undefined
  useEffect(() => {
    if (!here && event !== undefined) loadUntil(event)
  }, [here, event, loadUntil])
}
