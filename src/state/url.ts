/** The only place that touches `location` and `history`. */
const listeners = new Set<() => void>()

/** What is behind (and including) the `#`; empty for none. */
export function currentHash(): string {
  return location.hash
}

/** Calls back on every change of the hash, ours included. Returns how to stop. */
export function subscribeToHash(listener: () => void): () => void {
  if (listeners.size === 0) {
    addEventListener('hashchange', tellAll)
    addEventListener('popstate', tellAll)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    removeEventListener('hashchange', tellAll)
    removeEventListener('popstate', tellAll)
  }
}

/** Goes to a hash: `push` adds a step for Back, `replace` does not. A hash already there is left alone. */
export function goToHash(hash: string, how: 'push' | 'replace'): void {
  if (hash === location.hash || (hash === '#/' && location.hash === '')) return
  const url = location.pathname + location.search + hash
  if (how === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  tellAll()
}

/** The address to copy for a hash. */
export function addressOf(hash: string): string {
  return location.origin + location.pathname + hash
}

/** What the page's own file is called. */
export function pageFileName(): string {
  const name = location.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Where the page was served from, without a file name: what the gateway's and the samples' paths are relative to. */
export function pageBase(): string {
  return new URL('.', location.origin + location.pathname).href
}

/**
 * Takes a launch code (`#launch=…`) out of the address bar. It is gone from there before anything else reads the address, so
 * that no copied link ever holds it; what a browser's history keeps of it is worth nothing once the code was used.
 */
export function takeLaunchFromAddress(): string | undefined {
  const found = /^#launch=([\w-]{22})$/.exec(location.hash)
  if (!found) return undefined
  history.replaceState(null, '', `${location.pathname}${location.search}#/`)
  return found[1]
}

function tellAll(): void {
  for (const listener of listeners) listener()
}
