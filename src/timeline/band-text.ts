import { fanOutCounts } from '../analysis/fan-out-counts.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { Span } from '../model/span.ts'
import { formatCount } from '../words/format-count.ts'
import { NOT_TOLD } from '../words/known-outcome.ts'
import { childrenParts } from './member-text.ts'
import { type RowContext, runsForSure } from './row-text.ts'
import { silhouetteOf } from './silhouette.ts'

type BandContext = Pick<RowContext, 'tree' | 'trees' | 'arriving'>

/** What a band says of its fan-out: `1,000 iterations · peak 40 · 12 failed`, `4 items in 3 rounds · 1 failed in the last`. */
export function bandText(container: Span, context: BandContext): string {
  return bandParts(container, context).join(PART_SEPARATOR)
}

/** Between the parts of what a band says. */
export const PART_SEPARATOR = ' · '

/** The same in its parts: what there is least room for comes last. */
export function bandParts(container: Span, { tree, trees, arriving }: BandContext): readonly string[] {
  const graft = container.kind === 'mapRun' ? trees.forest?.graft(container.key) : undefined
  if (graft?.kind === 'mapRun') return childrenParts(graft)
  const { total, rounds, failed, running } = fanOutCounts(tree, container)
  const branches = container.kind === 'stateVisit' && container.stateType === 'Parallel'
  const again = rounds > 1
  const noun = branches ? 'branch' : again ? 'item' : 'iteration'
  const nouns = total === 1 ? noun : branches ? 'branches' : `${noun}s`
  const parts = [`${formatCount(total)} ${nouns}${again ? ` in ${rounds} rounds` : ''}`]
  if (total > 1) parts.push(`peak ${formatCount(silhouetteOf(tree, container.key).peak)}`)
  if (running > 0) parts.push(`${formatCount(running)} ${openWords(tree, arriving)}`)
  if (failed > 0) parts.push(`${formatCount(failed)} failed${again ? ' in the last' : ''}`)
  return parts
}

function openWords(tree: ExecutionTree, arriving: boolean): string {
  if (tree.endsUntold) return NOT_TOLD
  return runsForSure(tree, arriving) ? 'running' : 'still loading'
}

/** How children stand, beyond what failed: `970 started · 38 aborted · 30 never started`. */
export function factsParts(container: Span, { tree }: Pick<RowContext, 'tree'>): readonly string[] {
  const { begun, aborted, items } = fanOutCounts(tree, container)
  const left = items - begun
  const parts = [`${formatCount(begun)} started`]
  if (aborted > 0) parts.push(`${formatCount(aborted)} aborted`)
  // Before all is here, what has not begun and what is not loaded look the same.
  if (left > 0 && tree.loaded.length <= 1) {
    parts.push(`${formatCount(left)} ${container.endedAt === undefined ? 'still to start' : 'never started'}`)
  }
  return parts
}
