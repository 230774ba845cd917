import { concurrencyOf } from '../../analysis/concurrency.ts'
import type { Forest } from '../../forest/forest.ts'
import type { Millis } from '../../history/events.ts'
import { spanId } from '../../model/keys.ts'
import { backoffsOf, phasesOf } from '../../model/phases.ts'
import { memberWords } from '../../words/member-names.ts'
import { micros, sliceTimes } from './slice-times.ts'
import {
  membersTold,
  ownError,
  pathText,
  sliceName,
  stretchesTold,
  type ToldMember,
  type ToldStretch,
} from './told-spans.ts'
import { type Laid, tracksOf } from './tracks.ts'

/** A slice before it has a track. */
interface Slice extends Laid {
  readonly name: string
  readonly category: string
  readonly args?: Readonly<Record<string, unknown>>
}

/** A part of a slice has no key that anything could lie in. */
const NO_KEY = -1

/**
 * A forest as far as it is read, as Chrome trace JSON, which Perfetto and speedscope open: each execution a process, siblings that ran
 * at the same time on threads of their own, phases and backoffs as slices inside, counters of task attempts under way. Times are µs
 * since the epoch. What is open ends at the last event known, and says so in its arguments. What took no time takes
 * one µs, as some readers drop it else. No payloads.
 */
export function* chromeTrace(forest: Forest): Generator<string, void> {
  yield '{"displayTimeUnit":"ms","traceEvents":[\n'
  let separator = ''
  for (const [at, told] of membersTold(forest).entries()) {
    for (const event of traceOf(told, at + 1)) {
      if (event === undefined) yield ''
      else {
        yield separator + JSON.stringify(event)
        separator = ',\n'
      }
    }
  }
  yield '\n]}\n'
}

/** Spans between two moments at which others may work. */
const SPANS_A_STEP = 1000

function* traceOf(told: ToldMember, pid: number): Generator<object | undefined, void> {
  const gathered: Slice[] = []
  let spans = 0
  for (const one of stretchesTold(told)) {
    gathered.push(sliceOf(one), ...(one.round === 0 ? partsOf(one) : []))
    if (++spans % SPANS_A_STEP === 0) yield undefined
  }
  const slices = gathered.toSorted((a, b) => a.from - b.from || b.to - a.to)
  const tracks = tracksOf(slices)
  yield undefined
  yield { ph: 'M', pid, tid: 0, name: 'process_name', args: { name: memberWords(told.member) } }
  yield { ph: 'M', pid, tid: 0, name: 'process_sort_index', args: { sort_index: pid } }
  const count = tracks.reduce((most, track) => Math.max(most, track + 1), 0)
  for (let tid = 0; tid < count; tid++) {
    yield { ph: 'M', pid, tid, name: 'thread_name', args: { name: tid === 0 ? 'Execution' : `Lane ${tid}` } }
    yield { ph: 'M', pid, tid, name: 'thread_sort_index', args: { sort_index: tid } }
  }
  const times = sliceTimes(slices, tracks)
  for (const [at, { name, category: cat, args }] of slices.entries()) {
    const { from = 0, to = 0 } = times[at] ?? {}
    yield { ph: 'X', pid, tid: tracks[at] ?? 0, ts: from, dur: to - from, name, cat, ...(args && { args }) }
  }
  const { at, running } = concurrencyOf(told.tree, { of: 'tasks', now: told.lastAt })
  for (const [index, time] of at.entries()) {
    yield {
      ph: 'C',
      pid,
      tid: 0,
      ts: micros(time),
      name: 'Task attempts under way',
      args: { count: running[index] ?? 0 },
    }
  }
}

function sliceOf(one: ToldStretch): Slice {
  const { told, span, round, from, to, outcome, stretch } = one
  const { tree } = told
  const error = ownError(one)
  return {
    key: span.key,
    parentKey: span.parentKey,
    from,
    to: Math.max(from, to ?? told.lastAt),
    name: sliceName(told, span),
    category: span.kind,
    args: {
      span: spanId(span),
      path: pathText(tree, span),
      outcome: outcome ?? 'not told',
      ...(to === undefined ? { open: true } : {}),
      startEventId: stretch.startEventId,
      ...(stretch.endEventId === null ? {} : { endEventId: stretch.endEventId }),
      ...(round === 0 ? {} : { redrive: round }),
      ...(told.arn === undefined || span.kind !== 'execution' ? {} : { executionArn: told.arn }),
      ...error,
    },
  }
}

/** Phases of an attempt, and the backoffs of a visit between its attempts. */
function partsOf({ told, span }: ToldStretch): readonly Slice[] {
  if (span.kind === 'taskAttempt') {
    return phasesOf(told.tree, span).map(({ kind, from, to }) => part(told, span.key, { name: kind, from, to }))
  }
  if (span.kind !== 'stateVisit') return []
  return backoffsOf(told.tree, span)
    .filter(({ kind }) => kind === 'backoff')
    .map(({ from, to }) => part(told, span.key, { name: 'backoff', from, to }))
}

function part(
  { lastAt }: ToldMember,
  parentKey: number,
  { name, from, to }: { readonly name: string; readonly from: Millis; readonly to: Millis | undefined },
): Slice {
  return { key: NO_KEY, parentKey, from, to: Math.max(from, to ?? lastAt), name, category: 'phase' }
}
