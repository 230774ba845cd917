/** How the page looks to the reader: what the canvas cannot learn from CSS by itself. */
export interface Appearance {
  readonly dark: boolean
  readonly forcedColors: boolean
  readonly dpr: number
}

const FORCED = '(forced-colors: active)'

/** Cloudscape marks dark mode by a class on the body. */
const DARK_CLASS = 'awsui-dark-mode'

/** The appearance now. */
export function currentAppearance(): Appearance {
  return {
    dark: document.body.classList.contains(DARK_CLASS),
    forcedColors: matchMedia(FORCED).matches,
    dpr: devicePixelRatio,
  }
}

/** Calls back when theme, forced colours or the screen's density change (a window moved to another screen). Returns how to stop. */
export function watchAppearance(listener: (appearance: Appearance) => void): () => void {
  const stop = new AbortController()
  const tell = (): void => listener(currentAppearance())
  const classes = new MutationObserver(tell)
  classes.observe(document.body, { attributes: true, attributeFilter: ['class'] })
  matchMedia(FORCED).addEventListener('change', tell, { signal: stop.signal })
  watchDensity(tell, stop.signal)
  // Canvas text is drawn with whatever font is there: again, once the page's own has arrived.
  void document.fonts.ready.then(() => {
    if (!stop.signal.aborted) tell()
  })
  return () => {
    stop.abort()
    classes.disconnect()
  }
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
