import { createHistoryCache, type HistoryCache } from '../loading/history-cache.ts'
import { indexedDbStore } from './browser-store.ts'

/** Two thousand events with large payloads are written at once, on a disk that may be busy. */
const PIECE_MS = 60_000

export const historyCache: HistoryCache = createHistoryCache(indexedDbStore('sfn-timeline', 'histories', PIECE_MS))
