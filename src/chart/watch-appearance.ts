/** What the canvas cannot learn from CSS by itself, and nobody tells it. */
export interface Appearance {
  readonly forcedColors: boolean
  readonly dpr: number
}

const FORCED = '(forced-colors: active)'

/** The appearance now. */
export function currentAppearance(): Appearance {
  return { forcedColors: matchMedia(FORCED).matches, dpr: devicePixelRatio }
}

/** Calls back when forced colours or the screen's density change (a window moved to another screen). Returns how to stop. */
export function watchAppearance(listener: () => void): () => void {
  const stop = new AbortController()
  matchMedia(FORCED).addEventListener('change', listener, { signal: stop.signal })
  watchDensity(listener, stop.signal)
  // Canvas text is drawn with whatever font is there: again, once the page's own has arrived.
  void document.fonts.ready.then(() => {
    if (!stop.signal.aborted) listener()
  })
  return () => stop.abort()
}

// There is no event for devicePixelRatio: a media query for the present value tells when it is left.
function watchDensity(tell: () => void, signal: AbortSignal): void {
  if (signal.aborted) return
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
  const onChange = (): void => {
    tell()
    watchDensity(tell, signal)
  }
  query.addEventListener('change', onChange, { once: true, signal })
}
