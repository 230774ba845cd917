import type { HistoryEvent } from '../history/events.ts'
import { pageOf } from './file-calls.ts'
import type { ExecutionSummary, HistorySource, SourceRef } from './source.ts'

/** A history that is all here already, such as one kept on this machine. */
export interface WholeHistory {
  readonly summary: ExecutionSummary
  readonly events: readonly HistoryEvent[]
  readonly definition: string | undefined
}

/** Delivers a history in memory page by page, as any other source does. It asks nobody for anything. */
export function wholeSource(ref: SourceRef, history: WholeHistory): HistorySource {
  return {
    ref,
    live: false,
    describe: async () => history.summary,
    readPage: async request => pageOf(history.events, request.token),
    definition: async () => history.definition,
  }
}
