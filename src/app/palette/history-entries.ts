import type { FailureGroup, FailureGroups } from '../../analysis/failure-groups.ts'
import type { Query, QueryProperty } from '../../analysis/query.ts'
import { queryText } from '../../analysis/query-text.ts'
import { type StateStatistics, statisticsSteps } from '../../analysis/state-statistics.ts'
import { stateTypeIcon } from '../../chart/icons.tsx'
import type { Millis } from '../../history/events.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { MapIteration, SpanKey } from '../../model/span.ts'
import { activeMs } from '../../model/stretches.ts'
import { depthFirst, upwards } from '../../model/walk.ts'
import { troublesOf } from '../../timeline/troubles.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { outcomeWords } from '../../words/outcomes.ts'
import { PATH_SEPARATOR } from '../../words/places.ts'
import type { PaletteEntry } from './palette-entry.ts'
import { ranked, type ToldIteration } from './rank-iterations.ts'

/** A history's errors, states and iterations, in this order: what comes first wins where two are found alike. */
export interface HistoryEntries {
  readonly entries: readonly PaletteEntry[]
  /** The iterations that took longest, of those that are over; then the one in which most was tried again, if anything was. */
  readonly standOut: readonly PaletteEntry[]
}

/** All of a history that has a name, in steps of a fraction of a millisecond. */
export function* historySteps(tree: ExecutionTree, { groups }: FailureGroups): Generator<void, HistoryEntries> {
  const errors = groups.filter(({ error }) => error !== undefined).map(errorEntry)
  const { states } = yield* statisticsSteps(tree)
  const wentWrong = failedIn(tree, groups)
  const iterations: ToldIteration[] = []
  for (const { span } of depthFirst(tree)) {
    yield
    if (span.kind !== 'mapIteration') continue
    const ms = activeMs(tree, span, tree.lastEventAt ?? span.startedAt)
    const entry = iterationEntry(span, { ms, told: wentWrong.get(span.key) })
    const { retries } = troublesOf(tree, span)
    iterations.push({ entry, retries, overMs: span.outcome === 'running' ? undefined : ms })
  }
  const { told, standOut } = ranked(iterations)
  return { entries: [...errors, ...states.map(state => stateEntry(tree, state)), ...told], standOut }
}

function errorEntry({ id, error, path, count, example, occurrences }: FailureGroup): PaletteEntry {
  const where = path === '' ? 'of the execution' : `in ${path}`
  const eventId = occurrences[0]?.eventId
  return {
    ...{ id: `error ${id}`, group: 'errors', icon: 'alert', outcome: 'failed', title: error ?? '' },
    note: [where, example?.message].filter(part => part !== undefined && part !== '').join(' · '),
    figure: `${formatCount(count)}×`,
    query: termText('error', error ?? ''),
    target: eventId === undefined ? { kind: 'nothing' } : { kind: 'event', eventId },
  }
}

function stateEntry(tree: ExecutionTree, state: StateStatistics): PaletteEntry {
  const { path, name, visits, failures, caught, p50Ms, histogram } = state
  const around = path.slice(0, Math.max(0, path.length - name.length - PATH_SEPARATOR.length))
  const note = [
    around === '' ? '' : `in ${around}`,
    p50Ms === undefined ? '' : `p50 ${formatDuration(p50Ms)}`,
    failures === 0 ? '' : `${formatCount(failures)} failed`,
    caught === 0 ? '' : `${formatCount(caught)} caught`,
  ]
  return {
    ...{ id: `state ${path}`, group: 'states', icon: stateTypeIcon(state.stateType), title: name },
    note: note.filter(part => part !== '').join(' · '),
    figure: `${formatCount(visits)} ${visits === 1 ? 'visit' : 'visits'}`,
    ...(visits > 1 && { picture: { kind: 'histogram', counts: histogram } }),
    query: termText('state', name),
    target: { kind: 'span', key: visitToShow(tree, state) },
  }
}

/** The visit that somebody looks for: one that failed, else the one that took longest. */
function visitToShow(tree: ExecutionTree, { failures, visitKeys, slowestKey }: StateStatistics): SpanKey {
  const failed = failures === 0 ? undefined : visitKeys.find(key => tree.span(key)?.outcome === 'failed')
  return failed ?? slowestKey ?? visitKeys[0] ?? tree.root.key
}

interface IterationTold {
  readonly ms: Millis
  readonly told: string | undefined
}

function iterationEntry(span: MapIteration, { ms, told }: IterationTold): PaletteEntry {
  const { outcome } = span
  const words = told ?? (outcome === 'succeeded' ? undefined : outcomeWords(outcome))
  return {
    ...{ id: `iteration ${span.key}`, group: 'iterations', icon: 'iteration', title: `#${span.index}` },
    note: words === undefined ? span.name : `${span.name}, ${words}`,
    figure: formatDuration(ms),
    outcome,
    picture: { kind: 'span', key: span.key },
    query: termText('iteration', String(span.index)),
    target: { kind: 'span', key: span.key },
  }
}

/** What went wrong in which iteration: `failed in ChargeCard, PaymentDeclined`. */
function failedIn(tree: ExecutionTree, groups: readonly FailureGroup[]): ReadonlyMap<SpanKey, string> {
  const told = new Map<SpanKey, string>()
  for (const { error, occurrences } of groups) {
    for (const { key, state, consequence } of occurrences) {
      if (consequence !== 'fatal') continue
      const words = [state === undefined ? 'failed' : `failed in ${state}`, error].filter(part => part !== undefined)
      for (const at of upwards(tree, tree.span(key))) {
        if (at.kind === 'mapIteration' && !told.has(at.key)) told.set(at.key, words.join(', '))
      }
    }
  }
  return told
}

/** States that are defined and were not reached: they can be found, and lead to where that is told. */
export function neverReachedEntries(names: readonly string[], run: () => void): readonly PaletteEntry[] {
  return names.map(name => ({
    ...{ id: `never ${name}`, group: 'states', icon: 'unknown', title: name, note: 'defined, never reached' },
    ...{ figure: '—', target: { kind: 'command', run } },
  }))
}

/** A query of one term. */
function termText(property: QueryProperty, value: string): string {
  const isNumber = property === 'iteration' || property === 'event'
  const query: Query = { operation: 'and', terms: [{ property, operator: isNumber ? '=' : ':', value }] }
  return queryText(query)
}
