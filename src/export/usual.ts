import { stateStatistics } from '../analysis/state-statistics.ts'
import type { Run } from '../comparison/run.ts'
import type { Spread } from '../comparison/spread.ts'
import type { Usual } from '../comparison/usual.ts'
import type { Millis } from '../history/events.ts'
import { LEAST_RUNS } from '../timeline/ghosts.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDelta, formatDuration, formatRange } from '../words/format-duration.ts'
import { onOneLine } from '../words/on-one-line.ts'
import { comparisonJson, dataLines, NOT_NOW, type PathRow, partedLine, timeLines } from './comparison.ts'

/** What was held against what several runs took. */
export interface UsualOf {
  readonly run: Run
  /** ARNs of the others, as they were given. */
  readonly runs: readonly string[]
}

/** One state now and before. Times add up all its visits, in ms. */
interface StateRange {
  readonly path: string
  /** Undefined where the run did not come to it. */
  readonly nowMs: Millis | undefined
  /** Of the runs that came to it; undefined where none did. */
  readonly before: Spread | undefined
}

/**
 * A run held against several as JSON, times in ms: what `comparisonJson` says of it and the run of the middle duration (`a`), whose parts
 * add up; and of each state what it took now and in the others.
 */
export function usualJson(usual: Usual, of: UsualOf): object {
  const { count, durations, middle, comparison } = usual
  return {
    ...{ runs: of.runs, count, middle: of.runs[middle] ?? null, duration: spreadJson(durations) },
    ...comparisonJson(comparison),
    ranges: rangesOf(usual, of).map(({ path, nowMs, before }) => ({
      ...{ path, now: nowMs ?? null, ...(before === undefined ? NO_SPREAD : spreadJson(before)) },
      ...{ runs: before?.lengthsMs.length ?? 0, outside: outside(nowMs, before) ?? null },
    })),
  }
}

const NO_SPREAD = { p5: null, p50: null, p95: null }

function spreadJson({ p5Ms, p50Ms, p95Ms }: Spread) {
  return { p5: p5Ms, p50: p50Ms, p95: p95Ms }
}

/** The same as lines of text: where the extra time went, what else differs from the run of the middle duration, and each state's range. */
export function usualText(usual: Usual, of: UsualOf): string {
  const { count, durations, middle, comparison } = usual
  const { onPath, complete } = comparison
  const ranges = rangesOf(usual, of)
  const range = count > 1 ? `, ${formatRange(durations.p5Ms, durations.p95Ms)}` : ''
  const before = `${formatDuration(onPath.aMs)} in the middle of ${runsWords(count)}${range}`
  return [
    `${formatDelta(onPath.deltaMs)}: ${before}; ${formatDuration(onPath.bMs)} now${complete ? '' : ', so far'}`,
    ...timeLines(comparison, row => aloneWords(row, usual)),
    ...partedLine(comparison),
    ...dataLines(comparison),
    ...(count > 1 ? [`Before   is the run of the middle duration: ${of.runs[middle] ?? ''}`] : []),
    '',
    ...tableLines([['State', 'now', 'p50', 'p5–p95', 'runs', ''], ...ranges.map(one => cellsOf(one, count))]),
    ...(count < LEAST_RUNS
      ? [`${runsWords(count)} ${count === 1 ? 'is' : 'are'} too few to call anything usual.`]
      : []),
  ]
    .map(onOneLine)
    .join('\n')
}

/** A state that the run of the middle duration did not come to may be none that is new. */
function aloneWords({ isIn, part }: PathRow, { states }: Usual): string {
  if (isIn === 'a') return NOT_NOW
  if (isIn === 'both') return ''
  return part.machine === undefined && states.has(part.path) ? 'not in that run' : 'new state'
}

/** In the order of the run, then those that it did not come to. */
function rangesOf({ states }: Usual, { run }: UsualOf): readonly StateRange[] {
  const tree = run.forest.member(run.member)?.tree
  const now = tree === undefined ? [] : stateStatistics(tree).states
  const here = new Set(now.map(({ path }) => path))
  const gone = [...states].filter(([path]) => !here.has(path))
  return [
    ...now.map(({ path, totalMs }) => ({ path, nowMs: totalMs, before: states.get(path) })),
    ...gone.map(([path, before]) => ({ path, nowMs: undefined, before })),
  ]
}

/** Whether a state took longer or shorter than all but the rarest before; undefined within that range, and where runs are too few. */
function outside(nowMs: Millis | undefined, before: Spread | undefined): 'longer' | 'shorter' | undefined {
  if (nowMs === undefined || before === undefined || before.lengthsMs.length < LEAST_RUNS) return undefined
  if (nowMs > before.p95Ms) return 'longer'
  return nowMs < before.p5Ms ? 'shorter' : undefined
}

function cellsOf({ path, nowMs, before }: StateRange, count: number): readonly string[] {
  const found = outside(nowMs, before)
  const remark =
    before === undefined
      ? 'new: none of them came to it'
      : nowMs === undefined
        ? 'not reached now'
        : found && `${found} than usual`
  return [
    path,
    nowMs === undefined ? '—' : formatDuration(nowMs),
    before === undefined ? '—' : formatDuration(before.p50Ms),
    before === undefined ? '—' : formatRange(before.p5Ms, before.p95Ms),
    `${formatCount(before?.lengthsMs.length ?? 0)} of ${formatCount(count)}`,
    remark ?? '',
  ]
}

/** The first column to the left, figures to the right. */
function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1, 2, 3, 4].map(at => Math.max(...rows.map(row => row[at]?.length ?? 0)))
  return rows.map(row => {
    const cells = row
      .slice(0, 5)
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
    return [...cells, row[5] ?? ''].join('  ').trimEnd()
  })
}

function runsWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'run' : 'runs'}`
}
