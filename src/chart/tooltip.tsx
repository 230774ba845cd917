import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { spanErrorOf } from '../analysis/span-error.ts'
import { memberIdOf, rootKeyOf } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { backoffsOf, phasesOf } from '../model/phases.ts'
import type { Outcome, Span } from '../model/span.ts'
import { idleTimesOf } from '../model/stretches.ts'
import { attemptsOf } from '../model/walk.ts'
import { bandText } from '../timeline/band-text.ts'
import type { Hit } from '../timeline/chart-types.ts'
import { type MemberFacts, memberFactsOf } from '../timeline/member-facts.ts'
import { memberDuration, memberNote } from '../timeline/member-text.ts'
import { contextAt, otherMemberText, otherRunText, type RowContext, spanDuration } from '../timeline/row-text.ts'
import { formatDuration } from '../words/format-duration.ts'
import { NOT_TOLD, toldOutcome } from '../words/known-outcome.ts'
import { knownDuration } from '../words/known-time.ts'
import { machineName, memberName } from '../words/member-names.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { formatMoment } from '../words/points-in-time.ts'
import { spanName, spanTypeName } from '../words/span-names.ts'
import { type LiveView, type PanePoint, sameHit, type ViewStore } from './view-store.ts'
import './tooltip.css'

/** Time the pointer rests before the tooltip shows. */
const REST_MS = 120

interface Tip {
  readonly hit: Hit
  readonly at: PanePoint
}

export interface TooltipProps {
  readonly store: ViewStore
  readonly context: RowContext
}

/** What is under a resting pointer, in plain text. */
export function Tooltip(props: TooltipProps) {
  const tip = useTip(props.store)
  const box = useRef<HTMLDivElement>(null)
  // Beside the pointer, turned inwards where the time area ends.
  useLayoutEffect(() => {
    const element = box.current
    const room = element?.offsetParent
    if (element === null || !(room instanceof HTMLElement) || tip === undefined) return
    const left =
      tip.at.xPx + 14 + element.offsetWidth > room.clientWidth ? tip.at.xPx - element.offsetWidth - 10 : tip.at.xPx + 14
    const top =
      tip.at.yPx + 18 + element.offsetHeight > room.clientHeight
        ? tip.at.yPx - element.offsetHeight - 10
        : tip.at.yPx + 18
    element.style.left = `${Math.max(4, left)}px`
    element.style.top = `${Math.max(4, top)}px`
  })
  const context = tip === undefined ? props.context : contextAt(props.context, tip.hit.key)
  const words = tip === undefined ? undefined : tipOf(tip.hit, context)
  if (words === undefined) return null
  return (
    <div ref={box} className="chart-tooltip" data-testid="tooltip">
      <strong>{words.title}</strong>
      {words.lines.map(([label, text]) => (
        <div key={label} className="chart-tooltip-line">
          <span>{label}</span>
          <span>{text}</span>
        </div>
      ))}
    </div>
  )
}

type Lines = readonly (readonly [label: string, text: string])[]

function tipOf(hit: Hit, context: RowContext): { readonly title: string; readonly lines: Lines } | undefined {
  const span = context.tree.span(hit.key)
  const { forest } = context.trees
  if (memberIdOf(hit.key) > 0 && (span === undefined || span.kind === 'execution')) {
    const facts = memberFactsOf(forest, hit.key)
    return facts === undefined ? undefined : { title: memberName(facts.member), lines: memberLines(facts, context) }
  }
  return span === undefined ? undefined : { title: spanName(context.tree, span), lines: tipLines(span, hit, context) }
}

function memberLines(facts: MemberFacts, context: RowContext): Lines {
  const { now, timeMode, startedAt } = context
  const { member, outcome } = facts
  const lines: [string, string][] = [['Execution', outcomeOrNot(outcome)]]
  const [machine, note, duration] = [machineName(member), memberNote(member), memberDuration(facts, now)]
  if (machine !== undefined) lines.push(['State machine', machine])
  if (facts.startedAt !== undefined) {
    lines.push(['Start', formatMoment(facts.startedAt, { mode: timeMode, startedAt })])
  }
  if (duration !== undefined) {
    lines.push([facts.endedAt === undefined ? 'So far' : 'Duration', formatDuration(duration)])
  }
  if (member.state.kind === 'listed') lines.push(['History', 'not read'])
  if (note !== undefined) lines.push(['Note', note])
  const other = otherMemberText(rootKeyOf(member.id), context)
  if (other !== undefined) lines.push(['Compared', other])
  return lines
}

/** The tooltip's lines: label and text. */
function tipLines(span: Span, hit: Pick<Hit, 'part'>, context: RowContext): Lines {
  const { tree, definition, now, timeMode, startedAt } = context
  const lines: (readonly [string, string])[] = [[spanTypeName(span), outcomeOrNot(toldOutcome(tree, span))]]
  const error = spanErrorOf(tree, span, definition)?.error
  if (error !== undefined) lines.push(['Error', error])
  if (hit.part === 'band') lines.push(['Fan-out', bandText(span, context)])
  if (span.beginningLoaded) lines.push(['Start', formatMoment(span.startedAt, { mode: timeMode, startedAt })])
  const duration = spanDuration(span, tree, now)
  if (duration !== undefined) {
    const label = span.endedAt === undefined ? 'So far' : 'Duration'
    lines.push([label, knownDuration(tree, span, { now, form: 'long' })])
  }
  lines.push(...phaseLines(span, context), ...(context.logged?.wordsOf(span.key) ?? []))
  if (span.inferredEnd) lines.push(['End', 'inferred: no event of its own'])
  const other = otherRunText(span, context)
  if (other !== undefined) lines.push(['Compared', other])
  return lines
}

function outcomeOrNot(outcome: Outcome | undefined): string {
  return outcome === undefined ? NOT_TOLD : outcomeWords(outcome)
}

const PHASE_WORDS = { queued: 'Queued', running: 'Running', waiting: 'Waiting' } as const

/** Phases of an attempt; of a Task visit those of its attempts summed up, and the backoff between them. */
function phaseLines(span: Span, { tree, now }: RowContext): readonly (readonly [string, string])[] {
  const own = span.kind === 'taskAttempt' ? [span] : span.kind === 'stateVisit' ? attemptsOf(tree, span) : []
  const sums = new Map<string, Millis>()
  const add = (words: string, duration: Millis): void => void sums.set(words, (sums.get(words) ?? 0) + duration)
  for (const attempt of own) {
    for (const phase of phasesOf(tree, attempt)) add(PHASE_WORDS[phase.kind], (phase.to ?? now) - phase.from)
  }
  if (span.kind === 'stateVisit') {
    for (const { kind, from, to } of backoffsOf(tree, span)) if (kind === 'backoff') add('Backoff', to - from)
  }
  for (const { from, to } of idleTimesOf(tree, span)) add('Idle', to - from)
  const attempts: readonly (readonly [string, string])[] = own.length > 1 ? [['Attempts', String(own.length)]] : []
  return [...attempts, ...[...sums].map(([words, sum]) => [words, formatDuration(sum)] as const)]
}

function useTip(store: ViewStore): Tip | undefined {
  const [tip, setTip] = useState<Tip>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let shown: Hit | undefined
    const hide = (): void => {
      clearTimeout(timer)
      if (shown !== undefined) setTip(undefined)
      shown = undefined
    }
    const look = (live: LiveView): void => {
      if (!wantsTip(live)) return hide()
      if (sameHit(live.hover, shown)) return
      hide()
      timer = setTimeout(() => {
        const { hover, pointer } = store.getState()
        if (hover === undefined || pointer === undefined || !wantsTip(store.getState())) return
        shown = hover
        setTip({ hit: hover, at: pointer })
      }, REST_MS)
    }
    // The pointer may rest already: it is what made this load.
    look(store.getState())
    const stop = store.subscribe((live, before) => {
      const moved = live.viewport !== before.viewport || live.scrollTopPx !== before.scrollTopPx
      if (moved) hide()
      else look(live)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [store])
  return tip
}

function wantsTip({ hover, pointer, clicked }: LiveView): boolean {
  return hover !== undefined && pointer !== undefined && hover.part !== 'row' && !sameHit(hover, clicked)
}
