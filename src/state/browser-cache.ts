import { createStore, del, delMany, get, keys, set, type UseStore } from 'idb-keyval'
import { createHistoryCache, type HistoryCache, type KeyValueStore } from '../loading/history-cache.ts'

let store: UseStore | undefined

/** IndexedDB, opened when first used: who keeps nothing never has one. */
const indexedDb: KeyValueStore = {
  get: key => get(key, open()),
  set: (key, value) => set(key, value, open()),
  delete: many => (many.length === 1 && many[0] !== undefined ? del(many[0], open()) : delMany([...many], open())),
  keys: async () => (await keys(open())).filter(key => typeof key === 'string'),
}

function open(): UseStore {
  store ??= createStore('sfn-timeline', 'histories')
  return store
}

export const historyCache: HistoryCache = createHistoryCache(indexedDb)
