import { mergeRunsLink, type RunsPatch } from './runs-link.ts'
import type { ViewLink } from './view-link.ts'
import { decodeLink, encodeRoute, mergeLink, type Route } from './view-link-codec.ts'

/** How long a viewport must rest before it is written into the address: browsers limit replaceState, and Back must not stutter. */
const SETTLED_MS = 250

/** Some parts of a link; undefined takes a part out. */
export type LinkPatch = { readonly [K in keyof ViewLink]?: ViewLink[K] | undefined }

/** Changes parts of the execution shown. A selection is pushed at once; `replace` waits until changes have settled. */
export type Navigate = (patch: LinkPatch, how: 'push' | 'replace') => void

/** The same for the runs of a state machine. */
export type NavigateRuns = (patch: RunsPatch, how: 'push' | 'replace') => void

/** Where links are written: the part of the address behind `#`, and the browser's history of it. */
export interface HashPort {
  readonly current: () => string
  readonly go: (hash: string, how: 'push' | 'replace') => void
}

export interface LinkWriter {
  /** The route of the address as it is now; the same object until the address changes. */
  readonly route: () => Route
  readonly navigate: Navigate
  readonly navigateRuns: NavigateRuns
  /** Goes elsewhere: another execution, the open page. */
  readonly open: (route: Route) => void
  /** What is seen as a hash, what has not settled yet included. */
  readonly hashNow: () => string
}

/** What a change makes of a route; the same route where it is about another kind of page. */
type Change = (route: Route) => Route

/** Reads and writes the link of the page. */
export function createLinkWriter(port: HashPort): LinkWriter {
  let decoded: { readonly hash: string; readonly route: Route } | undefined
  let waiting:
    | { readonly change: Change; readonly shown: string; readonly timer: ReturnType<typeof setTimeout> }
    | undefined

  function route(): Route {
    const hash = port.current()
    if (decoded?.hash !== hash) decoded = { hash, route: decodeLink(hash) }
    return decoded.route
  }

  function make(change: Change, how: 'push' | 'replace'): void {
    const shown = shownBy(route())
    if (shown === undefined) return
    const pending = takePending()
    if (how === 'push') {
      // A viewport still settling belongs to the step being left, so that Back returns to what was seen.
      if (pending) write(pending, 'replace')
      write(change, 'push')
      return
    }
    const both: Change = pending === undefined ? change : before => change(pending(before))
    waiting = { change: both, shown, timer: setTimeout(settle, SETTLED_MS) }
  }

  function settle(): void {
    const pending = takePending()
    if (pending) write(pending, 'replace')
  }

  /** What waits to be written, unless the page shows something else by now. */
  function takePending(): Change | undefined {
    if (!waiting) return undefined
    const { change, shown, timer } = waiting
    clearTimeout(timer)
    waiting = undefined
    return shown === shownBy(route()) ? change : undefined
  }

  function write(change: Change, how: 'push' | 'replace'): void {
    port.go(encodeRoute(change(route())), how)
  }

  function hashNow(): string {
    const now = route()
    return encodeRoute(waiting !== undefined && waiting.shown === shownBy(now) ? waiting.change(now) : now)
  }

  return {
    ...{ route, hashNow },
    navigate: (patch, how) => make(now => inExecution(now, patch), how),
    navigateRuns: (patch, how) => make(now => inRuns(now, patch), how),
    open: next => {
      // As above: Back returns to what was seen.
      settle()
      port.go(encodeRoute(next), 'push')
    },
  }
}

function inExecution(route: Route, patch: LinkPatch): Route {
  return route.kind === 'execution' ? { ...route, link: mergeLink(route.link, patch) } : route
}

function inRuns(route: Route, patch: RunsPatch): Route {
  return route.kind === 'runs' ? { ...route, link: mergeRunsLink(route.link, patch) } : route
}

/** What a page is about, whatever of it is seen; undefined for one that has no view to change. */
function shownBy(route: Route): string | undefined {
  if (route.kind === 'execution') return JSON.stringify(route.link.ref)
  return route.kind === 'runs' ? `runs ${route.link.arn}` : undefined
}
