/** One measured number beside what it should be. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** The most that is wanted; undefined where the number is only told. */
  readonly target: number | undefined
  /** What no program could beat (a round trip, a frame of the screen, one look at each byte); undefined where that is nothing. */
  readonly limit: number | undefined
  /** How many runs the value is the middle one of. */
  readonly runs: number
}

/** A figure that should be at most `target`, and cannot be less than `limit`. */
export function atMost(name: string, value: number, target: number, limit?: number): Figure {
  return { name, value, target, limit, runs: 1 }
}

/** A figure without a goal. */
export function told(name: string, value: number): Figure {
  return { name, value, target: undefined, limit: undefined, runs: 1 }
}

/** Whether the value is what is wanted of it. */
export function isMet({ value, target }: Figure): boolean {
  return target === undefined || value <= target
}

/** The middle one of an odd number of runs: a garbage collection in one of them does not count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('no values')
  return middle
}

/** The figures of several runs as one: of each the middle value. */
export function middleOf(runs: readonly (readonly Figure[])[]): readonly Figure[] {
  const [first = []] = runs
  return first.map(figure => {
    const values = runs.flatMap(run => run.find(({ name }) => name === figure.name)?.value ?? [])
    return { ...figure, value: median(values), runs: values.length }
  })
}

/** The figures as a table for a terminal or a README. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (IS_NUMBER[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (IS_NUMBER[column] === true ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`
  const [head, ...body] = rows.map(line)
  return [head, rule, ...body].join('\n')
}

const HEAD = ['name', 'value', 'runs', 'target', 'limit', 'margin', 'met']
const IS_NUMBER = [false, true, true, true, true, true, false]

function cellsOf(figure: Figure): readonly string[] {
  const { name, value, target, limit, runs } = figure
  return [
    name,
    numberText(value),
    String(runs),
    target === undefined ? '–' : `≤ ${numberText(target)}`,
    limit === undefined ? '–' : numberText(limit),
    marginText(figure),
    target === undefined ? '–' : isMet(figure) ? 'yes' : 'NO',
  ]
}

/** What is left of the target, in percent of it; less than nothing where it is missed. */
function marginText({ value, target }: Figure): string {
  if (target === undefined || target === 0) return '–'
  return `${Math.round((1 - value / target) * 100)} %`.replace('-', '−')
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(4)))
}
