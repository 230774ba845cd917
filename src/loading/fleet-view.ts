import type { Forest } from '../forest/forest.ts'
import type { GlobalKey } from '../forest/keys.ts'
import type { SourceError } from '../source/source.ts'

/** All that is known of the executions that belong together, and how far they are loaded. */
export interface FleetView {
  readonly forest: Forest
  /** Requests made, of `ceiling` that may be. */
  readonly asked: number
  readonly ceiling: number
  /** Something is left undone because the ceiling is reached. */
  readonly held: boolean
  /** Grafts whose children could not be listed, or not to the end. */
  readonly graftTroubles: ReadonlyMap<GlobalKey, SourceError>
}

/** Who wants it: less is more urgent. */
export const URGENCY = { link: 0, selected: 1, inSight: 2, failure: 3, demand: 4 } as const
export type Urgency = (typeof URGENCY)[keyof typeof URGENCY]
