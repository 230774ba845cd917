/**
 * The only place that touches `location` and `history`.
 *
 * The token of the gateway comes once, in the fragment of the launch URL (`#token=…`); it is moved into localStorage and
 * out of the address bar before anything else reads the address, so that no copied link ever holds it.
 */
const TOKEN_KEY = 'sfn-timeline.token'
const TOKEN_FORM = /^[\w.~-]{16,256}$/

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

/** Where the page was served from, without a file name: what the gateway's and the samples' paths are relative to. */
export function pageBase(): string {
  return new URL('.', location.origin + location.pathname).href
}

/**
 * Moves a token from the address bar into localStorage. Returns true if there was one. What follows it
 * (`#token=…&/executions/…`) stays as the hash.
 */
export function takeTokenFromAddress(): boolean {
  const found = /^#token=([^&]*)(?:&(.*))?$/.exec(location.hash)
  if (!found) return false
  const [, token = '', rest = ''] = found
  history.replaceState(null, '', `${location.pathname}${location.search}#${rest === '' ? '/' : rest}`)
  if (TOKEN_FORM.test(token)) writeToken(token)
  return true
}

/** The gateway's token, as far as this browser was ever given one. */
export function readToken(): string | undefined {
  try {
    return localStorage.getItem(TOKEN_KEY) ?? undefined
  } catch {
    // Storage can be forbidden altogether: then the token lasts as long as the page.
    return tokenOfThisPage
  }
}

let tokenOfThisPage: string | undefined

function writeToken(token: string): void {
  tokenOfThisPage = token
  try {
    localStorage.setItem(TOKEN_KEY, token)
  } catch {
    // See readToken.
  }
}

function tellAll(): void {
  takeTokenFromAddress()
  for (const listener of listeners) listener()
}
