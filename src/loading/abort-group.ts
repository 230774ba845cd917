/** Work that is given up together. Each has a signal of its own: one that hundreds listen to is a leak to Node. */
export interface AbortGroup {
  readonly aborted: boolean
  /** @throws what the work throws. */
  readonly run: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>
  /** What is under way ends; what comes afterwards ends at once. */
  readonly abort: () => void
}

export function createAbortGroup(): AbortGroup {
  const controls = new Set<AbortController>()
  let aborted = false
  const give = (control: AbortController) =>
    control.abort(new DOMException('The page shows something else now.', 'AbortError'))
  return {
    get aborted() {
      return aborted
    },
    run: async work => {
      const control = new AbortController()
      controls.add(control)
      if (aborted) give(control)
      try {
        return await work(control.signal)
      } finally {
        controls.delete(control)
      }
    },
    abort: () => {
      aborted = true
      for (const control of controls) give(control)
    },
  }
}
