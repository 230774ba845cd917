import type { QueryClient } from '@tanstack/query-core'
import type { TreeBuilder } from '../model/execution-tree.ts'
import type { HistorySource } from '../source/source.ts'
import type { ExecutionView } from './execution-view.ts'
import type { PrepareTree } from './gathering.ts'
import type { LoadSettings } from './load-settings.ts'
import type { Surroundings } from './surroundings.ts'

export interface LoaderParts {
  readonly source: HistorySource
  readonly builder: TreeBuilder
  readonly client: QueryClient
  readonly surroundings: Surroundings
  readonly settings?: LoadSettings
  readonly prepare?: PrepareTree | undefined
}

/** Loads one execution and keeps it up to date: a store that `useExecution` binds to React. */
export interface ExecutionLoader {
  /** A new object after every change. */
  readonly view: ExecutionView
  readonly subscribe: (listener: () => void) => () => void
  /** Loads, or goes on where it was stopped. */
  readonly start: () => void
  /** Cancels what is under way; what was loaded stays. */
  readonly stop: () => void
  /** Stops for good and gives the pages back. */
  readonly dispose: () => void
}
