import { type LayoutOrder, layOut } from './layout.ts'

/** Lays out beside the page: hundreds of states take longer than a frame has. A throw reaches the page as the worker's error. */
self.addEventListener('message', (event: MessageEvent<LayoutOrder>) => {
  self.postMessage(layOut(event.data), { transfer: [] })
})
