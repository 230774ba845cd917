import { memberPath } from './json-lines.ts'

/** One place where two JSON values differ. */
export interface Difference {
  readonly path: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** JSON text; undefined where the value was not there. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/**
 * Where two JSON values differ, in document order: objects are compared by member, arrays by index. Stops after `limit`
 * differences, since a list of ten thousand tells a reader nothing more.
 */
export function differencesOf(before: unknown, after: unknown, limit = 2_000): readonly Difference[] {
  const found: Difference[] = []
  compare({ before, after, path: '$' }, { found, limit })
  return found
}

interface Pair {
  readonly before: unknown
  readonly after: unknown
  readonly path: string
}

function compare(pair: Pair, into: { readonly found: Difference[]; readonly limit: number }): void {
  const { before, after, path } = pair
  if (Object.is(before, after) || into.found.length >= into.limit) return
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    const isArray = Array.isArray(before)
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const inner = { before: memberOf(before, name), after: memberOf(after, name) }
      compare({ ...inner, path: path + (isArray ? `[${name}]` : memberPath(name)) }, into)
    }
    return
  }
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  into.found.push({ path, kind, before: textOf(before), after: textOf(after) })
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function memberOf(container: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(container, name)?.value
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value)
}
