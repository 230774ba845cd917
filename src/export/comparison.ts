import type { RunComparison } from '../comparison/compare-runs.ts'
import type { DataDifference } from '../comparison/data-differences.ts'
import {
  type TimeDelta,
  type TimeDifference,
  type TimePart,
  type ToldParts,
  toldParts,
} from '../comparison/time-difference.ts'
import { unreadWords } from '../comparison/unread-words.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDelta, formatDuration } from '../words/format-duration.ts'
import { onOneLine } from '../words/on-one-line.ts'

/** A comparison as JSON. Times are in ms; in each list `a`, `b` and `delta` of the rows and `alike` add up to the totals. */
export function comparisonJson(comparison: RunComparison): object {
  const { onPath, unread, byState, states, divergences, data, complete } = comparison
  return {
    complete,
    criticalPath: listOf(onPath, ({ kind }) => ({ kind })),
    childrenNotRead: unread === undefined ? null : { a: unread.aMs, b: unread.bMs, delta: unread.deltaMs },
    selfTime: listOf(byState, () => ({})),
    states: states.map(({ machine, path, a, b }) => ({
      ...whereOf({ machine, path }),
      a: countsOf(a),
      b: countsOf(b),
    })),
    divergences: divergences.map(({ after, by, a, b, afterMs }) => {
      return { after: after?.place ?? null, by, a: a?.name ?? null, b: b?.name ?? null, afterMs }
    }),
    input: dataOf(data.input),
    output: dataOf(data.output),
    definition: dataOf(data.definition),
  }
}

function listOf<Part extends TimePart>(
  { aMs, bMs, deltaMs, alikeMs, rows }: TimeDifference<Part>,
  more: (part: Part) => object,
): object {
  return {
    ...{ a: aMs, b: bMs, delta: deltaMs, alike: alikeMs },
    rows: rows.map(({ part, isIn, share, ...row }) => ({
      ...{ ...whereOf(part), ...more(part), in: isIn },
      ...{ a: row.aMs, b: row.bMs, delta: row.deltaMs, share: share ?? null },
    })),
  }
}

function whereOf({ machine, path }: Pick<TimePart, 'machine' | 'path'>): object {
  return { ...(machine === undefined ? {} : { stateMachine: machine }), path }
}

function countsOf(state: RunComparison['states'][number]['a']): object | null {
  return state === undefined ? null : { visits: state.visits, retries: state.retries, failures: state.failures }
}

function dataOf(difference: DataDifference): object {
  if (difference.kind !== 'differs') return { is: difference.kind }
  const members = difference.members.map(({ path, kind, before, after }) => {
    return { path, kind, a: before ?? null, b: after ?? null }
  })
  return { is: difference.kind, members }
}

/** The same as lines of text: where the time went, then what else differs. */
export function comparisonText(comparison: RunComparison): string {
  const { onPath, unread, states, complete } = comparison
  const lines = [
    `${formatDelta(onPath.deltaMs)}: ${formatDuration(onPath.aMs)} before, ${formatDuration(onPath.bMs)} now${complete ? '' : ', so far'}`,
    ...timeLines(comparison, aloneWords),
    ...partedLine(comparison),
    ...states.flatMap(stateLine),
    ...dataLines(comparison),
  ]
  const isSame = lines.length === (unread === undefined ? 1 : 2) && onPath.deltaMs === 0
  return (isSame ? [...lines, 'Nothing differs.'] : lines).map(onOneLine).join('\n')
}

/** Parts of the difference, and what of it is not read. `alone` says of a part what it means that one run alone came to its state. */
export function timeLines({ onPath, unread }: RunComparison, alone: (row: PathRow) => string): readonly string[] {
  const told = toldParts(onPath)
  return [
    ...told.rows.map(row => rowLine(row, alone(row))),
    ...(told.rest === undefined ? [] : [restLine(told.rest)]),
    ...(unread === undefined ? [] : [`Not read ${unreadWords(unread)}`]),
  ]
}

/** Where the runs first went different ways; none where they did not. */
export function partedLine({ divergences: [first] }: RunComparison): readonly string[] {
  return first === undefined ? [] : [`Parted   after ${first.after?.place ?? 'the start'}: ${wayWords(first)}`]
}

/** What differs of what went in, came out and was defined. */
export function dataLines({ data }: RunComparison): readonly string[] {
  return (['input', 'output', 'definition'] as const).flatMap(side => dataLine(side, data[side]))
}

export type PathRow = RunComparison['onPath']['rows'][number]

function rowLine({ part, deltaMs, share }: PathRow, alone: string): string {
  const where = placeWords(part) || 'between states'
  return `${figures(deltaMs, share)}  ${where} · ${part.kind}${alone && ` (${alone})`}`
}

function aloneWords({ isIn }: PathRow): string {
  return isIn === 'b' ? 'new state' : isIn === 'a' ? NOT_NOW : ''
}

export const NOT_NOW = 'state not reached now'

function restLine({ count, deltaMs, share }: NonNullable<ToldParts<TimePart>['rest']>): string {
  return `${figures(deltaMs, share)}  ${formatCount(count)} smaller parts`
}

function figures(deltaMs: number, share: number | undefined): string {
  const percent = share === undefined ? '' : `${Math.round(share * 100)} %`
  return `${formatDelta(deltaMs).padStart(12)} ${percent.padStart(7)}`
}

function placeWords({ machine, path }: Pick<TimeDelta<TimePart>['part'], 'machine' | 'path'>): string {
  return [machine, path].filter(text => text !== undefined && text !== '').join(' › ')
}

function wayWords({ a, b }: RunComparison['divergences'][number]): string {
  return `${b?.name ?? 'the end'} now, ${a?.name ?? 'the end'} before`
}

function stateLine({ machine, path, a, b }: RunComparison['states'][number]): readonly string[] {
  const where = placeWords({ machine, path })
  if (a === undefined) return [`New      ${where}`]
  if (b === undefined) return [`Missing  ${where}`]
  const counts = (['visits', 'retries', 'failures'] as const).filter(name => a[name] !== b[name])
  return [`Differs  ${where}: ${counts.map(name => `${b[name]} ${name}, ${a[name]} before`).join('; ')}`]
}

function dataLine(side: string, difference: DataDifference): readonly string[] {
  if (difference.kind !== 'differs') return []
  const { length } = difference.members
  const places = difference.members.slice(0, 3).map(({ path }) => path)
  return [`Differs  ${side}: ${places.join(', ')}${length > 3 ? ` and ${length - 3} more` : ''}`]
}
