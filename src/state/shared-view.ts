import type { SourceRef } from '../source/source.ts'
import { decodeLink, encodeLink, type Route } from './view-link-codec.ts'

/** The view that the maker of a file to share had: the parameters of a link, here of what the file holds. */
export function sharedRoute(ref: SourceRef, view: string | undefined): Route {
  const plain = encodeLink({ ref })
  return decodeLink(view === undefined || view === '' ? plain : `${plain}&${view}`)
}
