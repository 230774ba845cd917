import type { Forest } from '../forest/forest.ts'
import { memberIdOf, spanKeyOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { textField } from '../history/event-fields.ts'
import { isRecord, parseJson } from '../history/json-value.ts'
import { failedCount, type MapRunGraft } from './map-run-children.ts'

export interface ChildrenCounts {
  /** Attempts that tell which execution they started, and Map Runs. */
  readonly grafts: number
  /** One for each of the former, all child executions of the latter, pending ones included. */
  readonly listed: number
  readonly read: number
  /** Failed or timed out: nested ones where the parent says so, of Map Runs all, tolerated ones too. */
  readonly failed: number
}

/** Children over the asked execution and all that was read; `members`: those, the asked one among them. */
export function childrenCounts(forest: Forest, members: readonly Member[]): ChildrenCounts {
  const counts = { grafts: 0, listed: 0, read: Math.max(0, members.length - 1), failed: 0 }
  for (const { id } of members) {
    for (const graft of forest.graftsOf(id)) {
      counts.grafts++
      counts.listed += graft.kind === 'nested' ? 1 : totalOf(graft)
      counts.failed += graft.kind === 'nested' ? Number(saysFailed(forest, graft.at)) : (failedCount(graft) ?? 0)
    }
  }
  return counts
}

function totalOf({ run, children }: MapRunGraft): number {
  return run?.executionCounts['total'] ?? children.count
}

/** What DescribeExecution says stands in the output of a task that waited, or in the cause it failed with. */
function saysFailed(forest: Forest, at: number): boolean {
  const tree = forest.member(memberIdOf(at))?.tree
  const span = tree?.span(spanKeyOf(at))
  if (tree === undefined || span === undefined) return false
  return span.events.some(id => {
    const event = tree.event(id)
    if (event === undefined || (event.type !== 'TaskFailed' && event.type !== 'TaskSucceeded')) return false
    const status = statusIn(textField(event, event.type === 'TaskFailed' ? 'cause' : 'output'))
    return status === 'FAILED' || status === 'TIMED_OUT'
  })
}

function statusIn(payload: string | undefined): unknown {
  if (payload?.trimStart().startsWith('{') !== true) return undefined
  try {
    const value = parseJson(payload)
    return isRecord(value) ? (value['Status'] ?? value['status']) : undefined
  } catch {
    // Cut at 32 KiB. The first one is its own: inside `Input` and `Output` quotes are escaped.
    return /"[Ss]tatus"\s{0,9}:\s{0,9}"([A-Z_]{1,40})"/.exec(payload)?.[1]
  }
}
