import { failedChildrenOf } from '../../analysis/failed-children.ts'
import type { Want } from '../../analysis/wants.ts'
import type { Fleet } from '../../loading/fleet.ts'
import { type AskBelow, askFor } from './ask-for.ts'

/** So many ends of failed children are read unasked, and with each click on *more*. */
const READ_AT_ONCE = 25

/** Reads the ends of failed children, some at a time, and knows which it has tried. */
export interface FailedReader {
  readonly busy: boolean
  /** Whether anything was asked for yet. */
  readonly begun: boolean
  readonly isTried: (want: Want) => boolean
  /** Reads so many more, with one call each. Resolves when they are here or cannot be had. */
  readonly readMore: (count?: number) => Promise<void>
  readonly subscribe: (listener: () => void) => () => void
}

const readers = new WeakMap<Fleet, FailedReader>()

/** The reader of a fleet: what it has tried in vain it does not try again whenever the answers are shown. */
export function failedReaderOf(below: AskBelow): FailedReader {
  const known = readers.get(below.fleet) ?? createFailedReader(below)
  readers.set(below.fleet, known)
  return known
}

function createFailedReader(below: AskBelow): FailedReader {
  const tried = new Set<string>()
  const listeners = new Set<() => void>()
  let busy = false
  let begun = false
  const isTried = (want: Want) => tried.has(JSON.stringify(want))

  function tell(change: () => void): void {
    change()
    for (const listener of listeners) listener()
  }

  async function ask(want: Want): Promise<void> {
    tried.add(JSON.stringify(want))
    await (want.kind === 'read' ? below.fleet.readEnd(want.id) : askFor(below, want))
  }

  async function readMore(count = READ_AT_ONCE): Promise<void> {
    if (busy) return
    tell(() => {
      busy = true
      begun = true
    })
    for (let left = count; left > 0 && !below.fleet.view.held; ) {
      const { wants } = failedChildrenOf(below.fleet.view.forest, isTried)
      const some = wants.slice(0, left)
      if (some.length === 0) break
      left -= some.filter(({ kind }) => kind === 'read').length
      await Promise.all(some.map(ask))
    }
    tell(() => {
      busy = false
    })
  }

  return {
    get busy() {
      return busy
    },
    get begun() {
      return begun
    },
    isTried,
    readMore,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
