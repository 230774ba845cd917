import * as v from 'valibot'
import type { Millis } from '../history/events.ts'
import type { ExecutionView } from '../loading/execution-view.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import type { SourceRef } from '../source/source.ts'
import { THUMBNAIL_SHAPE, type ThumbnailShape } from '../source/thumbnail.ts'
import { refKey } from './ref-key.ts'
import { createStoredValue } from './stored-value.ts'

/** An execution this person has opened, as the open page lists it. */
export interface RecentExecution {
  readonly ref: SourceRef
  readonly name: string
  readonly stateMachineName: string
  readonly status: string | undefined
  readonly startedAt: Millis | undefined
  readonly stoppedAt: Millis | undefined
  readonly eventCount: number
  readonly openedAt: Millis
  readonly thumbnail: readonly ThumbnailShape[]
}

const MOST_RECENT = 30
const MOST_BARS = 24

const REF = v.union([
  v.object({ kind: v.literal('aws'), arn: v.string() }),
  v.object({ kind: v.literal('sample'), name: v.string() }),
  v.object({
    kind: v.literal('file'),
    hash: v.string(),
    fileName: v.string(),
    executionArn: v.exactOptional(v.string()),
  }),
])
const RECENT = v.object({
  ref: REF,
  name: v.string(),
  stateMachineName: v.string(),
  status: v.optional(v.string()),
  startedAt: v.optional(v.number()),
  stoppedAt: v.optional(v.number()),
  eventCount: v.number(),
  openedAt: v.number(),
  // Lists of earlier versions held pictures of another form: they come back when the execution is opened again.
  thumbnail: v.fallback(v.array(THUMBNAIL_SHAPE), []),
})

/** The good entries of whatever was stored, newest first. */
export function parseRecent(json: unknown): readonly RecentExecution[] {
  const entries: readonly unknown[] = Array.isArray(json) ? json : []
  return entries.flatMap(entry => {
    const parsed = v.safeParse(RECENT, entry)
    if (!parsed.success) return []
    const { status, startedAt, stoppedAt, ...rest } = parsed.output
    return [{ ...rest, status, startedAt, stoppedAt }]
  })
}

export const recentExecutions = createStoredValue('sfn-timeline.recent', parseRecent)

/** The list with an execution at its head. */
export function withRecent(list: readonly RecentExecution[], entry: RecentExecution): readonly RecentExecution[] {
  const key = refKey(entry.ref)
  return [entry, ...list.filter(other => refKey(other.ref) !== key)].slice(0, MOST_RECENT)
}

/** What the list says of an execution; undefined before there is anything to say. */
export function recentOf(
  { ref, tree, summary, progress }: ExecutionView,
  openedAt: Millis,
): RecentExecution | undefined {
  if (!summary) return undefined
  const { stateMachineName, status, startedAt, stoppedAt } = summary
  const name = summary.name === '' && ref.kind === 'file' ? ref.fileName : summary.name
  const eventCount = progress.totalEvents ?? 0
  const thumbnail = tree ? thumbnailOf(tree, stoppedAt) : []
  return { ref, name, stateMachineName, status, startedAt, stoppedAt, eventCount, openedAt, thumbnail }
}

/** The states of the top level as a few bars: enough to tell one run from another at a glance. */
function thumbnailOf(tree: ExecutionTree, stoppedAt: Millis | undefined): readonly ThumbnailShape[] {
  const { root } = tree
  const end = root.endedAt ?? stoppedAt ?? tree.lastEventAt ?? root.startedAt
  const duration = Math.max(1, end - root.startedAt)
  const share = (time: Millis) =>
    Math.min(1, Math.max(0, Math.round(((time - root.startedAt) / duration) * 1000) / 1000))
  return longestOf(
    root.children.flatMap(key => tree.span(key) ?? []),
    end,
  ).map(({ startedAt, endedAt, outcome }, row) => ({
    ...{ form: 'bar', row, from: share(startedAt), to: share(endedAt ?? end), outcome },
  }))
}

/** In their order, the longest where there are many. */
function longestOf(spans: readonly Span[], end: Millis): readonly Span[] {
  if (spans.length <= MOST_BARS) return spans
  const lengthOf = ({ startedAt, endedAt = end }: Span) => endedAt - startedAt
  const longest = new Set(spans.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST_BARS))
  return spans.filter(span => longest.has(span))
}
