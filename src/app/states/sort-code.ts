import type { Column } from './columns.ts'

/** By which column the States tab is sorted; the order of the run where there is none. */
export interface Sort {
  readonly column: Column
  readonly ascending: boolean
}

const UPWARDS = '.up'

/** As a link has it: `p95`, or `p95.up` with the smallest first. */
export function sortCode(sort: Sort | undefined): string | undefined {
  return sort && sort.column.text.toLowerCase() + (sort.ascending ? UPWARDS : '')
}

/** The inverse; undefined for a column that there is not. */
export function sortOf(code: string | undefined, columns: readonly Column[]): Sort | undefined {
  const ascending = code?.endsWith(UPWARDS) ?? false
  const name = ascending ? code?.slice(0, -UPWARDS.length) : code
  const column = columns.find(({ text }) => text.toLowerCase() === name)
  return column && { column, ascending }
}
