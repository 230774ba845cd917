import type { Millis } from '../history/events.ts'

interface Item {
  readonly at: Millis
  readonly order: number
  readonly action: () => void
}

/**
 * What is still to happen in a simulation, soonest first; at the same instant in the order it was put in. An action put
 * in as `next` happens before anything else at that instant: AWS writes such events side by side.
 */
export interface Agenda {
  readonly now: Millis
  /** When the next action is due; infinity when nothing is left. */
  readonly soonest: Millis
  add(at: Millis, action: () => void): void
  next(action: () => void): void
  /** Does the soonest action; false when nothing is left. */
  step(): boolean
}

export function createAgenda(startAt: Millis): Agenda {
  const heap: Item[] = []
  const immediate: (() => void)[] = []
  let now = startAt
  let order = 0
  return {
    get now() {
      return now
    },
    get soonest() {
      return immediate.length > 0 ? now : (heap[0]?.at ?? Number.POSITIVE_INFINITY)
    },
    add(at, action) {
      push(heap, { at: Math.max(at, now), order: order++, action })
    },
    next(action) {
      immediate.push(action)
    },
    step() {
      const action = immediate.pop()
      if (action) {
        action()
        return true
      }
      const item = pop(heap)
      if (!item) return false
      now = item.at
      item.action()
      return true
    },
  }
}

function isSooner(a: Item, b: Item): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}

function push(heap: Item[], item: Item): void {
  let at = heap.length
  heap.push(item)
  while (at > 0) {
    const parentAt = (at - 1) >> 1
    const parent = heap[parentAt]
    if (!parent || isSooner(parent, item)) break
    heap[at] = parent
    at = parentAt
  }
  heap[at] = item
}

function pop(heap: Item[]): Item | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (!first || !last || heap.length === 0) return first
  let at = 0
  for (;;) {
    const left = heap[2 * at + 1]
    const right = heap[2 * at + 2]
    const child = left && right && isSooner(right, left) ? right : left
    if (!child || isSooner(last, child)) break
    heap[at] = child
    at = child === left ? 2 * at + 1 : 2 * at + 2
  }
  heap[at] = last
  return first
}
