import { fetchedViewer } from '../source/viewer-file.ts'
import { pageBase } from './url.ts'

/** Whether this page can make a page with its viewer in it. */
export const HAS_VIEWER_FILE: boolean = true

/** The viewer that goes into a file to share. Fetched when a file is saved. @throws SourceError */
export function viewerFile(signal: AbortSignal): Promise<string> {
  return fetchedViewer(pageBase(), signal)
}
