import type { ViewLink } from './view-link.ts'
import { decodeLink, encodeLink, encodeRoute, mergeLink, type Route } from './view-link-codec.ts'

/** How long a viewport must rest before it is written into the address: browsers limit replaceState, and Back must not stutter. */
const SETTLED_MS = 250

/** Some parts of a link; undefined takes a part out. */
export type LinkPatch = { readonly [K in keyof ViewLink]?: ViewLink[K] | undefined }

/** Changes parts of the execution shown. A selection is pushed at once; `replace` waits until changes have settled. */
export type Navigate = (patch: LinkPatch, how: 'push' | 'replace') => void

/** Where links are written: the part of the address behind `#`, and the browser's history of it. */
export interface HashPort {
  readonly current: () => string
  readonly go: (hash: string, how: 'push' | 'replace') => void
}

export interface LinkWriter {
  /** The route of the address as it is now; the same object until the address changes. */
  readonly route: () => Route
  readonly navigate: Navigate
  /** Goes elsewhere: another execution, the open page. */
  readonly open: (route: Route) => void
  /** What is seen as a hash, what has not settled yet included. */
  readonly hashNow: () => string
}

/** Reads and writes the link of the page. */
export function createLinkWriter(port: HashPort): LinkWriter {
  let decoded: { readonly hash: string; readonly route: Route } | undefined
  let waiting: { patch: LinkPatch; refOf: string; timer: ReturnType<typeof setTimeout> } | undefined

  function route(): Route {
    const hash = port.current()
    if (decoded?.hash !== hash) decoded = { hash, route: decodeLink(hash) }
    return decoded.route
  }

  function navigate(patch: LinkPatch, how: 'push' | 'replace'): void {
    const now = route()
    if (now.kind !== 'execution') return
    const pending = takePending(now.link)
    if (how === 'push') {
      // A viewport still settling belongs to the step being left, so that Back returns to what was seen.
      if (pending) write(pending, 'replace')
      write(patch, 'push')
      return
    }
    const timer = setTimeout(settle, SETTLED_MS)
    waiting = { patch: { ...pending, ...patch }, refOf: refKeyOf(now.link), timer }
  }

  function settle(): void {
    const now = route()
    const pending = now.kind === 'execution' ? takePending(now.link) : undefined
    if (pending) write(pending, 'replace')
  }

  /** What waits to be written, unless the page shows another execution by now. */
  function takePending(link: ViewLink): LinkPatch | undefined {
    if (!waiting) return undefined
    const { patch, refOf, timer } = waiting
    clearTimeout(timer)
    waiting = undefined
    return refOf === refKeyOf(link) ? patch : undefined
  }

  function write(patch: LinkPatch, how: 'push' | 'replace'): void {
    const now = route()
    if (now.kind === 'execution') port.go(encodeLink(mergeLink(now.link, patch)), how)
  }

  function hashNow(): string {
    const now = route()
    const pending = now.kind === 'execution' ? waiting?.patch : undefined
    return now.kind === 'execution' && pending ? encodeLink(mergeLink(now.link, pending)) : encodeRoute(now)
  }

  return { route, navigate, open: next => port.go(encodeRoute(next), 'push'), hashNow }
}

function refKeyOf(link: ViewLink): string {
  return JSON.stringify(link.ref)
}
