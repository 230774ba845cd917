import { within } from '../waits/within.ts'
import { indexedDbStore } from './browser-store.ts'

/** The key with which this browser proves itself to the gateway; a CryptoKey that no script can read out. */
export interface GatewayKey {
  /** The key as any tab has got it last. */
  current(): Promise<CryptoKey | undefined>
  /** Keeps a key that the gateway has accepted, for this page at least. */
  keep(key: CryptoKey): Promise<void>
}

/** Where the key outlives the page. */
export interface KeyShelf {
  get(): Promise<unknown>
  set(key: CryptoKey): Promise<void>
}

const SHELF_MS = 1_000

/** Storage may be forbidden, full or silent: then the key lives as long as the page, and nobody waits for it again. */
export function createGatewayKey(shelf: KeyShelf, shelfMs: number = SHELF_MS): GatewayKey {
  let own: CryptoKey | undefined
  let shelfWorks = true

  async function onShelf<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (!shelfWorks) return undefined
    try {
      return await within({ ms: shelfMs, tooLate: () => new Error('no answer') }, work)
    } catch {
      shelfWorks = false
      return undefined
    }
  }

  return {
    current: async () => {
      const kept = await onShelf(() => shelf.get())
      return kept instanceof CryptoKey ? kept : own
    },
    keep: async key => {
      own = key
      await onShelf(() => shelf.set(key))
    },
  }
}

const store = indexedDbStore('sfn-timeline.key', 'keys', SHELF_MS)

const indexedDbShelf: KeyShelf = {
  get: () => store.get('page'),
  set: key => store.set('page', key),
}

export const gatewayKey: GatewayKey = createGatewayKey(indexedDbShelf)
