/** What fills the screen: chart or table, answers, details. */
const WORK = '.sfn-work'

/** Fills the screen with the work, or gives it back. Where a browser refuses nothing happens. */
export function toggleFullScreen(): void {
  const done = document.fullscreenElement === null ? document.querySelector(WORK)?.requestFullscreen() : leave()
  done?.catch(() => undefined)
}

function leave(): Promise<void> {
  return document.exitFullscreen()
}
