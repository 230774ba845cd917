import type { ExecutionView } from '../../loading/execution-view.ts'
import { isRunning } from '../../loading/still-running.ts'
import { isLogsOff } from './is-logs-off.ts'

/** Why there are no rows: undefined while the first page is still to come. */
export function emptyReason(view: ExecutionView): string | undefined {
  const { tree, progress, error, summary, log } = view
  if (log?.over === 'nothing') return 'Nothing was found in its log. The message above says where.'
  if (isLogsOff(view)) return 'Nothing is read yet. The message above says what it takes.'
  if (error !== undefined && tree === undefined) return 'Nothing could be loaded. The message above says why.'
  if (tree === undefined && progress.phase === 'following') {
    return 'The execution is running, and its history holds no event yet. It is looked at again by itself.'
  }
  if (tree === undefined || progress.phase === 'starting' || progress.phase === 'loading') return undefined
  if (progress.phase === 'paused') return 'Loading is paused, and no state is loaded yet.'
  if (isRunning(summary?.status) || progress.phase === 'following') {
    return 'The execution has started and has not entered its first state yet.'
  }
  const events = tree.eventCount === 1 ? 'Its one event is' : `Its ${tree.eventCount} events are`
  const why = tree.root.outcome === 'running' ? '' : ': the execution ended at once'
  return `No state was entered${why}. ${events} listed under Events.`
}
