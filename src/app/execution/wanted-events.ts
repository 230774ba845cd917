import { lacksPayload } from '../../analysis/event-texts.ts'
import type { EventId } from '../../history/events.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { Span } from '../../model/span.ts'

/**
 * What is to be loaded before all else for what a person has selected: the event itself where it is not here yet, else those of
 * the span's whose payloads stay away (there are too many in all). Empty where nothing is missing.
 */
export function wantedEvents(
  { tree, progress }: Pick<ExecutionView, 'tree' | 'progress'>,
  event: EventId | undefined,
  span: Span | undefined,
): readonly EventId[] {
  if (event !== undefined && tree?.event(event) === undefined) return [event]
  if (tree === undefined || span === undefined || progress.payloadShare >= 1) return []
  return span.events.filter(id => {
    const own = tree.event(id)
    return own !== undefined && lacksPayload(own)
  })
}
