import type { CSSProperties } from 'react'
import type { CssPx, Rows } from '../timeline/chart-types.ts'
import { TwistyIcon } from './icons.tsx'
import type { TreeActions } from './tree-actions.ts'

/** What a row needs beside its indent: twisty and icon, twelve characters of a name and its dots, a duration with its outcome. */
const ROW_CONTENT_PX: CssPx = 34 + 14 * 7.5 + 94

const LEAST_INDENT_PX: CssPx = 1.5

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

/** The width of tree and time area together, for what lies across both: `--chart-room`, a custom property. */
export function roomStyle(widthPx: CssPx): CSSProperties {
  const style: Record<`--${string}`, string> = { '--chart-room': `${widthPx}px` }
  return style
}

interface TwistyProps {
  readonly rows: Rows
  readonly row: number
  readonly actions: Pick<TreeActions, 'toggle'>
}

/** The triangle before a row that opens; its place is kept by what comes behind it. */
export function Twisty({ rows, row, actions }: TwistyProps) {
  if (!rows.expandable(row)) return null
  return (
    <span
      className="chart-twisty chart-twisty--live"
      data-twisty=""
      onClick={event => {
        event.stopPropagation()
        actions.toggle(row)
      }}
    >
      <TwistyIcon open={rows.expanded(row)} />
    </span>
  )
}

/** A hairline for each level the row is inside of: one element that repeats, as thousands of rows come and go. */
export function Guides({ depth }: { readonly depth: number }) {
  if (depth === 0) return null
  return <span className="chart-guides" style={{ left: indent(0, 6), width: `calc(${LEVEL} * ${depth - 1} + 1px)` }} />
}

/** What a level indents; narrow windows indent less. */
const LEVEL = 'min(var(--chart-indent), var(--chart-indent-most))'

/** Room before a row's twisty at a depth, and so much more. */
export function indent(depth: number, morePx = 0): string {
  return `calc(${LEVEL} * ${depth + 1} + ${morePx}px)`
}
