/**
 * The next place of a walk round `length` places (at least one): from none (-1) it begins at the end it walks away from.
 */
export function stepFrom(at: number, by: 1 | -1, length: number): number {
  if (at < 0) return by > 0 ? 0 : length - 1
  return (at + by + length) % length
}
