import { useEffect, useMemo } from 'react'
import type { EndRead } from '../../loading/end-reader.ts'
import type { RunsView } from '../../loading/run-loader.ts'
import type { RunCause } from '../../runs/run-causes.ts'
import type { RunList } from '../../runs/run-list.ts'
import type { RunsOf } from '../../state/run-ref.ts'
import { useRunEnds } from '../../state/use-run-ends.ts'
import { type WhatFailed, whatFailed } from './what-failed.ts'

/** So many ends are read as soon as the causes are shown, and with each click on *more*. */
export const ENDS_AT_ONCE = 25

export interface WhatFailedView extends WhatFailed {
  readonly readMore: () => void
  readonly cancel: () => void
  /** Asks again for those that could not be read. */
  readonly retry: () => void
}

/** The causes of the failed runs at the positions. While they are shown the newest are read, up to 25 of a machine unasked. */
export function useWhatFailed(
  { of, view: { list, log } }: { readonly of: RunsOf; readonly view: Pick<RunsView, 'list' | 'log'> },
  failed: Uint32Array,
  isShown: boolean,
): WhatFailedView {
  const { view, reader } = useRunEnds(of)
  const causes = log?.causes
  // Of an Express run the line that tells its end has the cause: nothing more is asked.
  const ends = useMemo(() => (causes === undefined ? view.ends : endsIn(causes)), [causes, view.ends])
  const told = useMemo(() => whatFailed(list, failed, ends), [list, failed, ends])
  const unasked = isShown && !view.isCancelled ? Math.max(0, ENDS_AT_ONCE - view.asked) : 0
  useEffect(() => {
    if (unasked > 0) void reader.read(told.unread.slice(0, unasked))
  }, [reader, told, unasked])
  return {
    ...told,
    readMore: () => void reader.read(told.unread.slice(0, ENDS_AT_ONCE)),
    cancel: () => reader.cancel(),
    retry: () => void reader.read(unreadableOf(told, list), { again: true }),
  }
}

function endsIn(causes: ReadonlyMap<string, RunCause>): ReadonlyMap<string, EndRead<RunCause | undefined>> {
  return new Map(Array.from(causes, ([arn, told]) => [arn, { kind: 'read', told }]))
}

function unreadableOf({ unreadable }: WhatFailed, list: RunList): readonly string[] {
  return unreadable.flatMap(({ runs }) => runs.map(position => list.arnAt(position)))
}
