/** One measured number beside what it should be. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** What is wanted, such as `≤ 0.20`; `–` where the number is only told. */
  readonly target: string
  readonly ok: boolean
}

/** A figure that should be at most `limit`. */
export function atMost(name: string, value: number, limit: number): Figure {
  return { name, value: rounded(value), target: `≤ ${limit}`, ok: value <= limit }
}

/** A figure without a goal. */
export function told(name: string, value: number): Figure {
  return { name, value: rounded(value), target: '–', ok: true }
}

/** The middle one of an odd number of runs: a garbage collection in one of them does not count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('no values')
  return middle
}

/** The figures as a table for a terminal or a README. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    ['name', 'value', 'target', 'ok'],
    ...figures.map(({ name, value, target, ok }) => [name, String(value), target, ok ? 'yes' : 'NO']),
  ]
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column === 1 ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`
  const [head, ...body] = rows.map(line)
  return [head, rule, ...body].join('\n')
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
