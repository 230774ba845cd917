import { useSyncExternalStore } from 'react'
import { followLaunch } from './launch.ts'
import { addressOf, currentHash, goToHash, subscribeToHash } from './url.ts'
import type { ViewLink } from './view-link.ts'
import { decodeLink, encodeLink, encodeRoute, mergeLink, type Route } from './view-link-codec.ts'

/** How long a viewport must rest before it is written into the address: browsers limit replaceState, and Back must not stutter. */
const SETTLED_MS = 250

/** Some parts of a link; undefined takes a part out. */
export type LinkPatch = { readonly [K in keyof ViewLink]?: ViewLink[K] | undefined }

/** Changes parts of the execution shown. A selection is pushed at once; `replace` waits until changes have settled. */
export type Navigate = (patch: LinkPatch, how: 'push' | 'replace') => void

export interface LinkStore {
  readonly route: Route
  readonly navigate: Navigate
  /** Goes elsewhere: another execution, the open page. */
  readonly open: (route: Route) => void
  /** The address of this view, to copy. Never holds a launch code. */
  readonly address: () => string
}

let decoded: { readonly hash: string; readonly route: Route } | undefined
let waiting: { patch: LinkPatch; refOf: string; timer: ReturnType<typeof setTimeout> } | undefined

/** The route in the address bar and how to change it. Every component that calls it sees the same one. */
export function useLink(): LinkStore {
  const route = useSyncExternalStore(subscribeToLink, currentRoute, currentRoute)
  return { route, navigate, open, address }
}

/** The route of the address as it is now; the same object until the address changes. */
function currentRoute(): Route {
  followLaunch()
  const hash = currentHash()
  if (decoded?.hash !== hash) decoded = { hash, route: decodeLink(hash) }
  return decoded.route
}

function subscribeToLink(listener: () => void): () => void {
  return subscribeToHash(listener)
}

function navigate(patch: LinkPatch, how: 'push' | 'replace'): void {
  const route = currentRoute()
  if (route.kind !== 'execution') return
  const pending = takePending(route.link)
  if (how === 'push') {
    // A viewport still settling belongs to the step being left, so that Back returns to what was seen.
    if (pending) write(pending, 'replace')
    write(patch, 'push')
    return
  }
  const timer = setTimeout(settle, SETTLED_MS)
  waiting = { patch: { ...pending, ...patch }, refOf: refKeyOf(route.link), timer }
}

function settle(): void {
  const route = currentRoute()
  const pending = route.kind === 'execution' ? takePending(route.link) : undefined
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
  const route = currentRoute()
  if (route.kind === 'execution') goToHash(encodeLink(mergeLink(route.link, patch)), how)
}

function open(route: Route): void {
  goToHash(encodeRoute(route), 'push')
}

function address(): string {
  const route = currentRoute()
  const pending = route.kind === 'execution' ? waiting?.patch : undefined
  return addressOf(
    route.kind === 'execution' && pending ? encodeLink(mergeLink(route.link, pending)) : encodeRoute(route),
  )
}

function refKeyOf(link: ViewLink): string {
  return JSON.stringify(link.ref)
}
