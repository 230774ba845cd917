import type { SourceRef } from '../source/source.ts'
import type { ViewLink } from './view-link.ts'
import { decodeLink, encodeLink, type Route } from './view-link-codec.ts'

/** Of a link's parameters those that name what it leads to, or another execution beside it. */
const OF_THE_REF: ReadonlySet<string> = new Set(['v', 'execution', 'start', 'vs', 'ghosts'])

/** A view as a file to share holds it: the parameters of its link, without what the link leads to. */
export function sharedViewOf(link: ViewLink): string {
  const [, parameters = ''] = encodeLink(link).split('?')
  return parameters
    .split('&')
    .filter(pair => !OF_THE_REF.has(pair.split('=')[0] ?? ''))
    .join('&')
}

/** The same view of what a file holds. */
export function sharedRoute(ref: SourceRef, view: string | undefined): Route {
  const plain = encodeLink({ ref })
  return decodeLink(view === undefined || view === '' ? plain : `${plain}&${view}`)
}
