import { UsageError } from './usage-error.ts'

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 7 * 86_400_000],
])

/** `7d` as ms. @throws UsageError */
export function spanOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text) ?? []
  const ms = Number(count) * (UNIT_MS.get(unit) ?? 0)
  if (ms > 0) return ms
  throw new UsageError(
    `--since must be a number of minutes, hours, days or weeks such as 90m, 12h, 7d or 2w, not "${text}".`,
  )
}

/** @throws UsageError in words that name the option. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new UsageError(`${option} must be a whole number from ${least} to ${most}, not "${text}".`)
}
