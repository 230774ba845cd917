/** Ends the wait before: only what was asked for last takes the focus. */
let stop: (() => void) | undefined

/**
 * Gives the focus to the first element that a selector finds, as soon as it is on the page: parts of it are loaded when they are
 * first asked for. Whoever presses a key or the pointer meanwhile has gone on.
 */
export function focusWhenThere(selector: string): void {
  stop?.()
  if (focus(selector)) return
  const observer = new MutationObserver(() => focus(selector) && end())
  const end = (): void => {
    observer.disconnect()
    for (const type of GOES_ON) document.removeEventListener(type, end, true)
    stop = undefined
  }
  stop = end
  observer.observe(document.body, { childList: true, subtree: true })
  for (const type of GOES_ON) document.addEventListener(type, end, true)
}

const GOES_ON = ['keydown', 'pointerdown'] as const

function focus(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector)
  if (element === null) return false
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1')
  element.focus()
  return true
}
