import { useSyncExternalStore } from 'react'
import { followLaunch } from './launch.ts'
import { createLinkWriter, type Navigate, type NavigateRuns } from './link-writer.ts'
import { addressOf, currentHash, goToHash, subscribeToHash } from './url.ts'
import type { Route } from './view-link-codec.ts'

export interface LinkStore {
  readonly route: Route
  readonly navigate: Navigate
  readonly navigateRuns: NavigateRuns
  /** Goes elsewhere: another execution, the open page. */
  readonly open: (route: Route) => void
  /** The address of this view, to copy. Never holds a launch code. */
  readonly address: () => string
}

const writer = createLinkWriter({ current: currentHash, go: goToHash })
const address = () => addressOf(writer.hashNow())

/** The route in the address bar and how to change it. Every component that calls it sees the same one. */
export function useLink(): LinkStore {
  const route = useSyncExternalStore(subscribeToHash, currentRoute, currentRoute)
  return { route, navigate: writer.navigate, navigateRuns: writer.navigateRuns, open: writer.open, address }
}

function currentRoute(): Route {
  followLaunch()
  return writer.route()
}
