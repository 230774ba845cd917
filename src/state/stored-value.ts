import { parseJson } from '../history/json-value.ts'
/** A value in localStorage, shared by all tabs. What cannot be stored lives as long as the page. */
export interface StoredValue<T> {
  /** The same object until it changes. */
  readonly current: T
  readonly set: (value: T) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** What a stored value needs of `localStorage`. */
export interface TextStorage {
  getItem(key: string): string | null
  setItem(key: string, text: string): void
}

/**
 * `parse` gets whatever JSON is there (undefined for nothing or garbage) and must make a good value of it: what another
 * version or another hand has written never breaks the page.
 */
export function createStoredValue<T>(
  key: string,
  parse: (json: unknown) => T,
  storage: () => TextStorage = () => localStorage,
): StoredValue<T> {
  const listeners = new Set<() => void>()
  let text: string | null | undefined
  let value = parse(undefined)
  let isUnstored = false

  function read(): string | null {
    try {
      return storage().getItem(key)
    } catch {
      return text ?? null
    }
  }

  function load(): void {
    const found = read()
    if (found === text) return
    text = found
    value = parse(jsonOf(found))
  }

  function onStorage(event: Event): void {
    if ('key' in event && event.key !== key && event.key !== null) return
    load()
    for (const listener of listeners) listener()
  }

  return {
    get current() {
      // Nobody listens for what other tabs change: what one of them forgot would come back with the next `set`.
      if (text === undefined || (listeners.size === 0 && !isUnstored)) load()
      return value
    },
    set: next => {
      value = next
      text = JSON.stringify(next)
      try {
        storage().setItem(key, text)
        isUnstored = false
      } catch {
        isUnstored = true
        // Forbidden or full: it still holds for this page.
      }
      for (const listener of listeners) listener()
    },
    subscribe: listener => {
      if (listeners.size === 0) globalThis.addEventListener?.('storage', onStorage)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) globalThis.removeEventListener?.('storage', onStorage)
      }
    },
  }
}

function jsonOf(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
