import { memberPath } from '../analysis/json-path.ts'
import { type Deep, stepByStep } from '../history/deep.ts'
import { ExactNumber, exactJsonText, isContainer, membersOf, valuesOfMember } from '../history/exact-json.ts'
import { atOnce } from '../waits/slices.ts'

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
  return atOnce(differenceSteps(before, after, limit))
}

/** The same in steps of a member each, for `inSlices`. */
export function* differenceSteps(
  before: unknown,
  after: unknown,
  limit = 2_000,
): Generator<void, readonly Difference[]> {
  const found: Difference[] = []
  yield* stepByStep(compare({ before, after, path: '$' }, { found, limit }))
  return found
}

interface Pair {
  readonly before: unknown
  readonly after: unknown
  readonly path: string
}

function* compare(pair: Pair, into: { readonly found: Difference[]; readonly limit: number }): Deep<void> {
  const { before, after, path } = pair
  if (isSame(before, after) || into.found.length >= into.limit) return
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    const isArray = Array.isArray(before)
    for (const name of new Set([...namesOf(before), ...namesOf(after)])) {
      const inner = { before: valuesOfMember(before, name), after: valuesOfMember(after, name) }
      // A name that is there twice: the first is compared with the first.
      for (let at = 0; at < Math.max(inner.before.length, inner.after.length); at++) {
        const innerPath = path + (isArray ? `[${name}]` : memberPath(name))
        yield compare({ before: inner.before[at], after: inner.after[at], path: innerPath }, into)
      }
    }
    return
  }
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  into.found.push({ path, kind, before: textOf(before), after: textOf(after) })
}

function namesOf(container: object): readonly string[] {
  return membersOf(container).map(([name]) => name)
}

/** Numbers are the same where they are written the same. */
function isSame(before: unknown, after: unknown): boolean {
  if (before instanceof ExactNumber && after instanceof ExactNumber) return before.source === after.source
  return Object.is(before, after)
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : exactJsonText(value)
}
