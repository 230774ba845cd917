import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SourceError } from '../source/source.ts'
import { asSourceError } from './ask-patiently.ts'
import { createSlots, inTurn } from './slots.ts'

/** What is known of the end of one execution. */
export type EndRead<T> =
  | { readonly kind: 'reading' }
  /** `told`: what was made of it; the history itself is not kept. */
  | { readonly kind: 'read'; readonly told: T }
  | { readonly kind: 'failed'; readonly error: SourceError }

export interface EndsView<T> {
  /** By ARN; one that was never asked for, or whose reading was cancelled, is not there. */
  readonly ends: ReadonlyMap<string, EndRead<T>>
  /** Those on the way. */
  readonly reading: number
  /** Ends asked for so far, whatever came of them. */
  readonly asked: number
  /** Somebody gave up what was on the way, and has asked for nothing since. */
  readonly isCancelled: boolean
}

/** Reads the ends of executions, a few at a time, each once. */
export interface EndReader<T> {
  readonly view: EndsView<T>
  readonly subscribe: (listener: () => void) => () => void
  /** Reads those of which nothing is here or on the way; with `again`, those too that could not be read. */
  readonly read: (arns: readonly string[], how?: { readonly again: boolean }) => Promise<void>
  /** Gives up what is on the way; what is here stays. */
  readonly cancel: () => void
}

/** As many on the way at once leave room for what a person asks for meanwhile. */
const AT_ONCE = 4

export interface EndReaderParts<T> {
  /** Throws `SourceError`. */
  readonly readEnd: (arn: string, signal: AbortSignal) => Promise<ExecutionTree>
  /** What to keep of an end. */
  readonly tell: (tree: ExecutionTree) => T
}

export function createEndReader<T>({ readEnd, tell }: EndReaderParts<T>): EndReader<T> {
  const listeners = new Set<() => void>()
  const slots = createSlots(AT_ONCE)
  let control = new AbortController()
  let view: EndsView<T> = { ends: new Map(), reading: 0, asked: 0, isCancelled: false }

  /** Sets or, with undefined, takes out. */
  function put(
    changes: readonly (readonly [string, EndRead<T> | undefined])[],
    more: Partial<Pick<EndsView<T>, 'asked' | 'isCancelled'>> = {},
  ): void {
    const ends = new Map(view.ends)
    for (const [arn, end] of changes) {
      if (end === undefined) ends.delete(arn)
      else ends.set(arn, end)
    }
    const reading = [...ends.values()].filter(({ kind }) => kind === 'reading').length
    view = { ...view, ...more, ends, reading }
    for (const listener of listeners) listener()
  }

  async function readOne(arn: string, signal: AbortSignal): Promise<void> {
    try {
      const tree = await inTurn({ slots, urgency: 0, signal }, () => readEnd(arn, signal))
      if (!signal.aborted) put([[arn, { kind: 'read', told: tell(tree) }]])
    } catch (thrown) {
      if (!signal.aborted) put([[arn, { kind: 'failed', error: asSourceError(thrown) }]])
    }
  }

  return {
    get view() {
      return view
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: async (arns, { again } = { again: false }) => {
      const wanted = [...new Set(arns)].filter(arn => {
        const known = view.ends.get(arn)?.kind
        return known === undefined || (again && known === 'failed')
      })
      if (wanted.length === 0) return
      const { signal } = control
      put(
        wanted.map(arn => [arn, { kind: 'reading' }]),
        { asked: view.asked + wanted.length, isCancelled: false },
      )
      await Promise.all(wanted.map(arn => readOne(arn, signal)))
    },
    cancel: () => {
      control.abort()
      control = new AbortController()
      const onTheWay = [...view.ends].filter(([, { kind }]) => kind === 'reading')
      put(
        onTheWay.map(([arn]) => [arn, undefined]),
        { isCancelled: true },
      )
    },
  }
}
