/** Lets the browser draw and take input. A message is not held back for 4 ms as a timer is. */
export function turnOfTheLoop(): Promise<void> {
  // oxlint-disable-next-line waits/timed -- the page's own loop always comes round
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener(
      'message',
      () => {
        port1.close()
        resolve()
      },
      { once: true },
    )
    port1.start()
    port2.postMessage(undefined)
  })
}
