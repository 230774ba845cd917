/** A row of a tree as keys see it. */
export interface TreeKeyRow {
  /** Undefined where it has nothing to unfold. */
  readonly fold: 'open' | 'closed' | undefined
}

interface TreeOfRows {
  readonly count: number
  readonly current: number
  readonly row: TreeKeyRow | undefined
  /** The row that the current one lies in; undefined at the top. */
  readonly parentRow: () => number | undefined
}

/** Rows that Page Up and Page Down go. */
const PAGE = 15

/**
 * What a key does in a list of rows that unfold: the row to go to, within the list, or opening and closing; undefined where it means nothing
 * there. As in any tree: Right opens, then goes in; Left closes, then goes out.
 */
export function treeMove(key: string, { count, current, row, parentRow }: TreeOfRows): number | 'toggle' | undefined {
  const fold = row?.fold
  const to = (wanted: number) => Math.max(0, Math.min(count - 1, wanted))
  switch (key) {
    case 'ArrowDown':
      return to(current + 1)
    case 'ArrowUp':
      return to(current - 1)
    case 'PageDown':
      return to(current + PAGE)
    case 'PageUp':
      return to(current - PAGE)
    case 'Home':
      return 0
    case 'End':
      return to(count - 1)
    case 'Enter':
    case ' ':
      return fold === undefined ? undefined : 'toggle'
    case 'ArrowRight':
      if (fold === undefined) return undefined
      return fold === 'closed' ? 'toggle' : to(current + 1)
    case 'ArrowLeft':
      return fold === 'open' ? 'toggle' : parentRow()
    default:
      return undefined
  }
}
