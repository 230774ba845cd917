/** A row in sight: what it stands for, and whose element it may take over. */
export interface ShownRow {
  readonly name: string
  /** Elements of one mould are alike and keep nothing of their own; undefined for a row that has its element to itself. */
  readonly mould: string | undefined
}

/**
 * Gives each row in sight the key of its element. A row keeps it while it is in sight. Where none stays, as on a jump, the new rows
 * take over the elements of those that went: to change one costs half of making one.
 */
export class RowSlots {
  private before: readonly (ShownRow & { readonly key: string })[] = []
  private made = 0

  /**
   * Keys in the order of `shown`. `focused`: the row that may hold the focus. Its element must not change its place among the
   * others either: React would take it out and put it back, without the focus.
   */
  keysFor(shown: readonly ShownRow[], focused: string | undefined): readonly string[] {
    const known = new Map(this.before.map(({ name, key }) => [name, key]))
    const others = shown.some(({ name }) => name !== focused && known.has(name))
    const stands = shown[0]?.name === focused || this.before.at(-1)?.name === focused || !known.has(focused ?? '')
    const free = others || !stands ? [] : this.before.filter(({ name }) => name !== focused)
    const now = shown.map(({ name, mould }) => {
      const key = known.get(name) ?? takenFrom(free, mould) ?? `${++this.made}`
      return { name, mould, key }
    })
    this.before = now
    return now.map(({ key }) => key)
  }
}

type Free = { readonly key: string; readonly mould: string | undefined }[]

/** The first of a mould, which is then no longer free. */
function takenFrom(free: Free, mould: string | undefined): string | undefined {
  const at = mould === undefined ? -1 : free.findIndex(one => one.mould === mould)
  return at < 0 ? undefined : free.splice(at, 1)[0]?.key
}
