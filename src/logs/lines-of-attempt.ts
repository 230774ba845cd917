import type { Millis } from '../history/events.ts'
import { type Invocation, invocationsWithin } from './invocations.ts'
import type { OwnedLine } from './lines-of-requests.ts'
import type { LogSubject } from './search-windows.ts'

/** Which of the lines that were read are an attempt's own, and how that is known. */
export type LinesOfAttempt = {
  readonly lines: readonly OwnedLine[]
  /** The invocation that it was; undefined where that is not known. */
  readonly invocation: Invocation | undefined
} & (
  | { readonly by: 'requestId' | 'stream' }
  /** Time alone tells: `candidates` began while the attempt was under way. */
  | { readonly by: 'time'; readonly candidates: readonly Invocation[] }
)

interface WasRead {
  readonly lines: readonly OwnedLine[]
  readonly invocations: readonly Invocation[]
}

/** `chosen`: of several that it may have been, the one that a person picked. `now`: where it still runs. */
export function linesOfAttempt(
  { lines, invocations }: WasRead,
  { place, startedAt, endedAt }: LogSubject,
  { chosen, now }: { readonly chosen: string | undefined; readonly now: Millis },
): LinesOfAttempt {
  if (place.kind !== 'lambda') return { by: 'stream', lines, invocation: undefined }
  const of = (id: string) => lines.filter(({ ownerId }) => ownerId === id)
  const { requestId } = place
  if (requestId !== undefined) {
    const invocation = invocations.find(one => one.requestId === requestId)
    return { by: 'requestId', lines: of(requestId), invocation }
  }
  const candidates = invocationsWithin(invocations, { from: startedAt, to: endedAt ?? now })
  const only = candidates.length === 1 ? candidates[0] : candidates.find(one => one.requestId === chosen)
  return { by: 'time', candidates, invocation: only, lines: only === undefined ? lines : of(only.requestId) }
}
