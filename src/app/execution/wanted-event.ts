import { lacksPayload } from '../../analysis/event-texts.ts'
import type { EventId } from '../../history/events.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { Span } from '../../model/span.ts'

/**
 * What is to be loaded before all else for what a person has selected: the event itself where it is not here yet, else the first
 * of the span's whose payload stays away (there are too many in all). Undefined where nothing is missing.
 */
export function wantedEvent(
  { tree, progress }: Pick<ExecutionView, 'tree' | 'progress'>,
  event: EventId | undefined,
  span: Span | undefined,
): EventId | undefined {
  if (event !== undefined && tree?.event(event) === undefined) return event
  if (tree === undefined || span === undefined || progress.payloadShare >= 1) return undefined
  return span.events.find(id => {
    const own = tree.event(id)
    return own !== undefined && lacksPayload(own)
  })
}
