import type { ExecutionTree } from '../model/execution-tree.ts'
import { SourceError, type SourceRef } from '../source/source.ts'
import { createExecutionStore, type ExecutionStoreParts } from './execution-store.ts'
import { DEFAULT_LOAD_SETTINGS, forEndAlone } from './load-settings.ts'
import { untilSettled } from './settled.ts'

/**
 * The end of an execution that nobody opens: its newest page, with one call, and none where it is kept on this machine.
 * @throws SourceError; the signal's reason when aborted.
 */
export async function readEnd(
  ref: SourceRef,
  { settings = DEFAULT_LOAD_SETTINGS, ...parts }: Omit<ExecutionStoreParts, 'ref' | 'prepare'>,
  signal: AbortSignal,
): Promise<ExecutionTree> {
  const store = createExecutionStore({ ...parts, ref, settings: forEndAlone(settings) })
  try {
    store.start()
    await untilSettled(store, signal)
    signal.throwIfAborted()
    const { tree, error } = store.view
    if (tree !== undefined && tree.eventCount > 0) return tree
    throw error ?? new SourceError('NoEvents', 'Its history holds no event.', { retryable: true })
  } finally {
    store.dispose()
  }
}
