import type { Outcome, Span } from '../model/span.ts'
import { formatDuration } from '../words/format-duration.ts'
import { toldOutcome } from '../words/known-outcome.ts'
import { machineName, memberName } from '../words/member-names.ts'
import { spanName } from '../words/span-names.ts'
import { bandParts } from './band-text.ts'
import { memberFactsOf } from './member-facts.ts'
import { awaitedText, moreText } from './member-row-text.ts'
import { memberDuration, memberNote } from './member-text.ts'
import type { Badge } from './progress-badge.ts'
import { badgesOf, contextAt, durationText, pinnedPlace, type RowContext, summaryText } from './row-text.ts'
import type { ChartRows } from './rows-draft.ts'

/** What a row says beside its bars, as far as it can be said without a hand at the controls. */
export type RowWords =
  | {
      readonly kind: 'named'
      readonly name: string
      readonly strong: boolean
      readonly summary: string | undefined
      readonly badges: readonly Badge[]
      /** Undefined where nothing tells it. */
      readonly outcome: Outcome | undefined
      readonly duration: string
    }
  | { readonly kind: 'parts'; readonly parts: readonly string[] }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'silent' }

/** The words of a row. */
export function rowWords(rows: ChartRows, row: number, page: RowContext): RowWords {
  const key = rows.keyAt(row)
  const context = contextAt(page, key)
  const kind = rows.kindAt(row)
  const span = context.tree.span(key)
  if (kind === 'member') return memberWordsAt(key, context)
  if (span === undefined) return { kind: 'silent' }
  switch (kind) {
    case 'span':
    case 'pinned':
      return spanWords(rows, row, { span, context })
    case 'band':
      return { kind: 'parts', parts: bandParts(span, context) }
    case 'more':
      return { kind: 'note', text: moreText(span, rows.hiddenCount(row)) }
    case 'awaited':
      return { kind: 'note', text: awaitedText(key, context) }
    case 'lane':
      return rows.nthAt(row) === 0 ? { kind: 'note', text: 'lane 1' } : { kind: 'silent' }
    case 'control':
      return { kind: 'silent' }
  }
}

function spanWords(
  rows: ChartRows,
  row: number,
  { span, context }: { readonly span: Span; readonly context: RowContext },
): RowWords {
  const isPinned = rows.kindAt(row) === 'pinned'
  return {
    kind: 'named',
    name: spanName(context.tree, span),
    strong: rows.depthAt(row) === 0 || span.kind === 'mapIteration',
    summary: isPinned ? pinnedPlace(rows.keyAt(row), span, context) : summaryText(span, context),
    badges: badgesOf(span, context),
    outcome: toldOutcome(context.tree, span),
    duration: durationText(span, context.tree, context.now),
  }
}

function memberWordsAt(key: number, context: RowContext): RowWords {
  const facts = memberFactsOf(context.trees.forest, key)
  if (facts === undefined) return { kind: 'silent' }
  const { member, outcome } = facts
  const { at } = member
  const isMapRunChild = at !== undefined && context.trees.of(at)?.span(at)?.kind === 'mapRun'
  const machine = isMapRunChild ? undefined : machineName(member)
  const duration = memberDuration(facts, context.now)
  const told = [machine === undefined ? undefined : memberName(member), memberNote(member)]
  const summary = told.filter(part => part !== undefined).join(' · ')
  return {
    kind: 'named',
    name: machine ?? memberName(member),
    strong: true,
    summary: summary === '' ? undefined : summary,
    badges: [],
    outcome,
    duration: duration === undefined ? '—' : formatDuration(duration),
  }
}
