import type { ExecutionView } from './execution-view.ts'

/** Whether loading has come as far as it does by itself: to the end, to the newest event of a running execution, or to an error. */
export function isSettled({ progress, error }: ExecutionView): boolean {
  switch (progress.phase) {
    case 'complete':
    case 'following':
    case 'paused':
      return true
    case 'failed':
      return error !== undefined && progress.nextRetryAt === undefined
    default:
      return false
  }
}

/** Resolves when a store's view is settled, or when the signal says that nobody waits any more. Never rejects. */
export function untilSettled(store: Store<ExecutionView>, signal: AbortSignal): Promise<void> {
  return untilView(store, isSettled, signal)
}

interface Store<View> {
  readonly view: View
  readonly subscribe: (listener: () => void) => () => void
}

/** Resolves when the view of a loader is such, or when the signal says that nobody waits any more. Never rejects. */
export function untilView<View>(store: Store<View>, isSo: (view: View) => boolean, signal: AbortSignal): Promise<void> {
  // oxlint-disable-next-line waits/timed -- a loader comes to an end: each of its requests has a limit, and there are so many at most
  return new Promise(resolve => {
    const check = () => {
      if (!signal.aborted && !isSo(store.view)) return
      leave()
      signal.removeEventListener('abort', check)
      resolve()
    }
    const leave = store.subscribe(check)
    signal.addEventListener('abort', check)
    check()
  })
}
