import type { Millis } from './events.ts'
import { isRecord, textOf } from './json-value.ts'
import { readTimestamp } from './timestamps.ts'

/** What a file that was made to be shared says of itself. */
export interface SharedFile {
  readonly at: Millis | undefined
  /** The view its maker had: the parameters of a link, without what it leads to. */
  readonly view: string | undefined
  /** What was taken out of it, a few words each; none where it is as it was. */
  readonly taken: readonly string[]
}

/** Longer than any link that this program writes is of another's making. */
const LONGEST_VIEW = 8_000
const MOST_WORDS = 40

/** Undefined for a value that is no file to share. */
export function sharedFileIn(value: unknown): SharedFile | undefined {
  if (!isRecord(value) || value['sfnTimelineForest'] === undefined) return undefined
  const shared = value['shared']
  if (!isRecord(shared)) return undefined
  const view = textOf(shared['view'])
  const taken: readonly unknown[] = Array.isArray(shared['taken']) ? shared['taken'].slice(0, MOST_WORDS) : []
  return {
    at: readTimestamp(shared['at']),
    view: view !== undefined && view.length <= LONGEST_VIEW ? view : undefined,
    taken: taken.flatMap(words => textOf(words)?.slice(0, 300) ?? []),
  }
}

/** In a sentence without its full stop. */
export function sharedWords({ at, taken }: SharedFile): string {
  const day = at === undefined ? '' : ` on ${new Date(at).toISOString().slice(0, 10)}`
  const what = taken.length === 0 ? 'nothing was taken out of it' : taken.join('; ')
  return `A file made to be shared${day}: ${what}`
}
