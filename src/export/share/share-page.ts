import { SHARED_PAGE_END, SHARED_PAGE_START } from '../../history/shared-page.ts'

/** Where the built viewer leaves room for a history. */
export const HISTORY_PLACE = '<!-- sfn-timeline: history -->'

/** Divisible by three: the pieces' base64 is that of the whole. */
const PIECE_BYTES = 48 * 1024

/**
 * One page that holds its viewer and a history, piece by piece.
 * @param viewer the page that the build makes for this.
 * @param gzip the compressed history.
 * @throws Error where the viewer has no place for a history.
 */
export function* sharePage(viewer: string, gzip: Uint8Array): Generator<string, void> {
  const at = viewer.indexOf(HISTORY_PLACE)
  if (at < 0) throw new Error('The viewer that goes into the file is not whole. Install or build sfn-timeline again.')
  yield viewer.slice(0, at) + SHARED_PAGE_START
  for (let from = 0; from < gzip.length; from += PIECE_BYTES) {
    yield btoa(String.fromCharCode(...gzip.subarray(from, from + PIECE_BYTES)))
  }
  yield SHARED_PAGE_END + viewer.slice(at + HISTORY_PLACE.length)
}
