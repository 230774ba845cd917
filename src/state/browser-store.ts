import { createStore, del, delMany, get, keys, set, type UseStore } from 'idb-keyval'
import { within } from '../waits/within.ts'

/** A store of this browser that is asked for a bounded time: one that is damaged, or held by another tab, may never answer. */
export interface BrowserStore {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  delete(keys: readonly string[]): Promise<void>
  keys(): Promise<readonly string[]>
}

/** IndexedDB, opened when first used: who keeps nothing never has one. Each call answers within `ms` or throws. */
export function indexedDbStore(database: string, name: string, ms: number): BrowserStore {
  let opened: UseStore | undefined
  const open = () => (opened ??= createStore(database, name))
  const limit = {
    ms,
    tooLate: () => {
      // One that did not even open may do so at the next call.
      opened = undefined
      return new Error(`The storage of this browser gave no answer within ${Math.round(ms / 1000)} seconds.`)
    },
  }
  return {
    get: key => within(limit, () => get(key, open())),
    set: (key, value) => within(limit, () => set(key, value, open())),
    delete: ([only, ...more]) =>
      within(limit, async () => {
        if (only === undefined) return
        await (more.length === 0 ? del(only, open()) : delMany([only, ...more], open()))
      }),
    keys: () => within(limit, async () => (await keys(open())).filter(key => typeof key === 'string')),
  }
}
