/** A growing list of numbers on a typed array: what rows and scenes are made of. */
export interface Column {
  readonly length: number
  push(value: number): void
  /** Adds several at once, each `step` more than the one before. */
  pushMany(count: number, first: number, step?: number): void
  /** The numbers so far, without copying. */
  values(): Float64Array
}

const NOTHING = new Float64Array(0)

/** An empty column. It takes up no room before the first number: a scene has dozens, most of them empty, in every frame. */
export function createColumn(capacity = 64): Column {
  let store = NOTHING
  let length = 0
  const makeRoom = (least: number): void => {
    const wider = new Float64Array(Math.max(capacity, least, store.length * 2))
    wider.set(store)
    store = wider
  }
  return {
    get length() {
      return length
    },
    push(value) {
      if (length === store.length) makeRoom(length + 1)
      store[length++] = value
    },
    pushMany(count, first, step = 0) {
      if (length + count > store.length) makeRoom(length + count)
      for (let nth = 0; nth < count; nth++) store[length++] = first + nth * step
    },
    values: () => (length === store.length ? store : store.subarray(0, length)),
  }
}

/** The number at an index that is known to exist. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0
}

/** The first index in `from..to` whose value is greater than `limit`; `to` if none is. Values ascend. */
export function firstAbove(values: ArrayLike<number>, limit: number, from = 0, to = values.length): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(values, middle) > limit) high = middle
    else low = middle + 1
  }
  return low
}

/** The first index in `from..to` whose value is at least `limit`; `to` if none is. Values ascend. */
export function firstAtLeast(values: ArrayLike<number>, limit: number, from = 0, to = values.length): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(values, middle) >= limit) high = middle
    else low = middle + 1
  }
  return low
}

/** Two ascending lists as one. */
export function mergeSorted(a: Float64Array, b: Float64Array): Float64Array {
  if (b.length === 0) return a
  const merged = new Float64Array(a.length + b.length)
  let [i, j] = [0, 0]
  for (let k = 0; k < merged.length; k++) {
    if (j >= b.length || (i < a.length && at(a, i) <= at(b, j))) merged[k] = at(a, i++)
    else merged[k] = at(b, j++)
  }
  return merged
}
