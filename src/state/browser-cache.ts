import { createHistoryCache, type HistoryCache } from '../loading/history-cache.ts'
import { createKeptFiles, type KeptFiles } from '../loading/kept-files.ts'
import { indexedDbStore } from './browser-store.ts'

/** Two thousand events with large payloads are written at once, on a disk that may be busy. */
const PIECE_MS = 60_000

export const historyCache: HistoryCache = createHistoryCache(indexedDbStore('sfn-timeline', 'histories', PIECE_MS))

/** A database of its own: one that is there already gets no second store. */
export const keptFiles: KeptFiles = createKeptFiles(indexedDbStore('sfn-timeline-files', 'files', PIECE_MS))
