import { causeLine } from '../../analysis/cause.ts'
import type { FailureGroup } from '../../analysis/failure-groups.ts'

/** An error's name, or that there is none: a Fail state may fail without naming one. */
export function errorWords(error: string | undefined): string {
  return error ?? 'no error named'
}

/** `ValueError: no such region`: what the causes of a group have in common, behind the exception's own name. */
export function groupCause(
  { example, error, pattern }: Pick<FailureGroup, 'example' | 'error' | 'pattern'>,
  count: number,
): string {
  if (example === undefined) return pattern
  return causeLine(count === 1 ? example : { ...example, firstLine: pattern }, error)
}
