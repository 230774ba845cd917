// Kept: toLocaleString makes one for each number it writes.
const COUNTS = new Intl.NumberFormat('en')

/** A count with commas: `14,203`. */
export function formatCount(count: number): string {
  return COUNTS.format(count)
}
