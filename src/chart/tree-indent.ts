import type { CSSProperties } from 'react'
import type { CssPx } from '../timeline/chart-types.ts'

/** What a row needs beside its indent: twisty and icon, twelve characters of a name, a duration with its outcome. */
const ROW_CONTENT_PX: CssPx = 34 + 12 * 7.5 + 94

const LEAST_INDENT_PX: CssPx = 2

/**
 * The most a level may indent, so that the deepest row keeps room for its name: `--chart-indent-most`, a custom property
 * for the tree's column.
 */
export function indentStyle(treeWidthPx: CssPx, deepest: number): CSSProperties {
  const mostPx = (treeWidthPx - ROW_CONTENT_PX) / (deepest + 1)
  const style: Record<`--${string}`, string> = {
    '--chart-indent-most': `${Math.max(LEAST_INDENT_PX, Math.floor(mostPx * 2) / 2)}px`,
  }
  return style
}
