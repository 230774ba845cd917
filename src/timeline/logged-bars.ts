import type { GlobalKey } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDuration } from '../words/format-duration.ts'
import type { BarPart } from './bar.ts'
import type { CssPx } from './chart-types.ts'
import type { ChartRows } from './rows-draft.ts'
import type { FoldedScale } from './time-scale.ts'

// What a log tells of a bar, once it is read:
//
//   ▨▨░░░░░████████████✕     init (or restore) at 45 % of the fill, then the run
//      ╵      ╵╵       ╵     a tick for each error line

/** A part of an invocation. Epoch ms on the chart's clock. */
export interface LoggedPhase {
  readonly kind: 'init' | 'restore' | 'run'
  readonly from: Millis
  readonly to: Millis
}

/** What the log of an attempt tells of the inside of its bar: only what is known to be its own. */
export interface LoggedBar {
  /** The state whose row shows it too. */
  readonly visitKey: GlobalKey | undefined
  /** In order, within the attempt. */
  readonly phases: readonly LoggedPhase[]
  /** When its error lines were printed, in order, within the attempt. */
  readonly errors: readonly Millis[]
}

/** An error line under a bar. */
export interface LogTick {
  readonly xPx: CssPx
  /** Top of the row. */
  readonly yPx: CssPx
}

/** Rows on the screen. */
export interface LogTickFrame {
  readonly rows: ChartRows
  readonly scale: FoldedScale
  readonly scrollTopPx: CssPx
  readonly firstRow: number
  readonly endRow: number
}

export type LegendOfLogs = 'init' | 'restore' | 'errors'

/**
 * All that the logs of an execution's attempts tell of its chart. Made where logs are shown, so that a chart of which none was read
 * loads nothing for it.
 */
export interface LoggedBars {
  readonly bars: ReadonlyMap<GlobalKey, LoggedBar>
  /** What the legend has to name. */
  readonly legend: readonly { readonly kind: LegendOfLogs; readonly text: string }[]
  /** The parts of an attempt's bar, its start set apart from its run. */
  partsOf(key: GlobalKey, parts: readonly BarPart[]): readonly BarPart[]
  ticksIn(frame: LogTickFrame): readonly LogTick[]
  /** What a tooltip says of it. */
  wordsOf(key: GlobalKey): readonly (readonly [label: string, text: string])[]
}

const NAMES: Readonly<Record<LoggedPhase['kind'], string>> = { init: 'Init', restore: 'Restore', run: 'Run' }

/** What is known once one more log was read, or read further. */
export function withLoggedBar(former: LoggedBars | undefined, key: GlobalKey, bar: LoggedBar): LoggedBars {
  return loggedBars(new Map([...(former?.bars ?? []), [key, bar]]))
}

/** @param bars of attempts, by their keys in the chart */
export function loggedBars(bars: ReadonlyMap<GlobalKey, LoggedBar>): LoggedBars {
  return {
    bars,
    legend: legendOf([...bars.values()]),
    partsOf: (key, parts) => {
      const starts = bars.get(key)?.phases.filter(({ kind }) => kind !== 'run') ?? []
      return starts.reduce((all, start) => all.flatMap(part => split(part, start)), parts)
    },
    ticksIn: frame => ticksIn(frame, bars),
    wordsOf: key => wordsOf(bars.get(key)),
  }
}

function legendOf(bars: readonly LoggedBar[]): LoggedBars['legend'] {
  const has = (kind: LoggedPhase['kind']) => bars.some(({ phases }) => phases.some(phase => phase.kind === kind))
  const starts = (['init', 'restore'] as const).filter(has).map(kind => ({ kind, text: NAMES[kind] }))
  const hasErrors = bars.some(({ errors }) => errors.length > 0)
  return hasErrors ? [...starts, { kind: 'errors', text: 'Error lines' }] : starts
}

/** A part that runs, where a start lies in it, in up to three. */
function split(part: BarPart, start: LoggedPhase): readonly BarPart[] {
  const [from, to] = [Math.max(part.from, start.from), Math.min(part.to, start.to)]
  if (part.shape !== 'running' || from >= to) return [part]
  const pieces: readonly BarPart[] = [
    { ...part, to: from },
    { ...part, shape: 'init', from, to },
    { ...part, from: to },
  ]
  return pieces.filter(piece => piece.from < piece.to)
}

/** One for each px of a row, however many lines were printed in it. */
function ticksIn(frame: LogTickFrame, bars: ReadonlyMap<GlobalKey, LoggedBar>): readonly LogTick[] {
  const { rows, scale, firstRow, endRow, scrollTopPx } = frame
  const ticks: LogTick[] = []
  for (let row = firstRow; row < endRow; row++) {
    const kind = rows.kindAt(row)
    if (kind !== 'span' && kind !== 'pinned') continue
    const rowKey = rows.keyAt(row)
    const columns = new Set<number>()
    for (const [key, { visitKey, errors }] of bars) {
      if (key !== rowKey && visitKey !== rowKey) continue
      for (const at of errors) columns.add(Math.round(scale.project(at)))
    }
    const yPx = rows.topPx(row) - scrollTopPx
    for (const xPx of columns) if (xPx >= 0 && xPx <= scale.widthPx) ticks.push({ xPx, yPx })
  }
  return ticks
}

function wordsOf(bar: LoggedBar | undefined): readonly (readonly [string, string])[] {
  if (bar === undefined) return []
  const phases = bar.phases.map(({ kind, from, to }) => [NAMES[kind], formatDuration(to - from)] as const)
  const { length } = bar.errors
  return length === 0 ? phases : [...phases, ['Error lines', formatCount(length)]]
}
