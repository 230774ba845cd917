import type { ExecutionView } from '../../loading/execution-view.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { UsedRunSet } from '../../state/use-last-successes.ts'
import type { Ghosts } from '../../timeline/ghosts.ts'
import type { Compared } from './compared.ts'
import type { LeftUnread } from './use-read-along.ts'

/** The execution on the page held against another, or against several. */
export interface Comparing {
  readonly against: Against
  /** Undefined until all is read as far as it goes, and the difference is worked out. */
  readonly told: Compared | undefined
  /** What the chart shows of it; undefined as long as nothing is told. */
  readonly ghosts: Ghosts | undefined
}

export type Against =
  /** The other run, as far as it is read. */
  | {
      readonly kind: 'run'
      readonly view: ExecutionView
      /** What is known below it; undefined where nothing can be had. */
      readonly below: BelowView | undefined
      readonly left: LeftUnread | undefined
    }
  /** The last successes, as far as they are read; undefined where nobody lists them. */
  | { readonly kind: 'successes'; readonly used: UsedRunSet | undefined }
