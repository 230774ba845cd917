import type { HistoryEvent } from '../history/events.ts'
import type { ExecutionTree, Sealing, TreeBuilder } from '../model/execution-tree.ts'
import { SourceError } from '../source/source.ts'
import { SLICE_MS } from '../waits/slices.ts'
import { pauseAfterTree } from './pace.ts'
import type { Surroundings } from './surroundings.ts'
import { createTimer } from './waiting.ts'

/** Events on their way into the tree. */
export interface Gathering {
  /** Takes in a page. The first makes a tree as soon as can be, later ones together and in a while. */
  readonly add: (events: readonly HistoryEvent[]) => void
  /** Some of what was added is not in the tree yet. */
  readonly behind: boolean
  /** No more is to come for now: makes the tree as soon as can be. */
  readonly hurry: () => void
  /** No more is to come for ever (a file): the tree is made, and read for good. */
  readonly finish: (how: Sealing) => void
  /** The latest tree; undefined before the first event. */
  readonly tree: () => ExecutionTree | undefined
  readonly stop: () => void
}

/** Works out in steps what will be asked of a tree. */
export type PrepareTree = (tree: ExecutionTree) => Iterable<void>

export interface GatheringParts {
  readonly builder: TreeBuilder
  readonly surroundings: Surroundings
  /** What a reader of trees is going to ask of a new one first, in short steps: rendering cannot stop in the middle of that. */
  readonly prepare?: PrepareTree | undefined
  /** There is a new tree. */
  readonly changed: () => void
  /** A tree could not be made: what was to go into it is kept for the next attempt. */
  readonly failed: (thrown: unknown) => void
}

/**
 * Appends in slices that leave frames alone, and late and together: while the middle is missing, an append places
 * everything behind the gap again, so that two pages cost the tree little more than one.
 */
export function createGathering({ builder, surroundings, prepare, changed, failed }: GatheringParts): Gathering {
  const timer = createTimer(surroundings)
  const forGood = new AbortController()
  let arrived: HistoryEvent[] = []
  let current: ExecutionTree | undefined
  let appending = false
  let hurried = false
  /** Whether no more is to come; and whether the tree knows. */
  let finishing: Sealing | undefined
  let dueAt = Number.NEGATIVE_INFINITY

  function plan(): void {
    if (appending || !isBehind() || forGood.signal.aborted) return
    // A clock that was set back must not put the next tree off until it has caught up.
    const left = Math.min(pauseAfterTree(current?.eventCount ?? 0), dueAt - surroundings.now())
    if (hurried || left <= 0) void append()
    else if (timer.dueAt === undefined) timer.set(left, () => void append())
  }

  async function append(): Promise<void> {
    timer.clear()
    const events = arrived
    arrived = []
    hurried = false
    appending = true
    try {
      if (finishing !== undefined) await builder.readyToSeal()
      const steps = makeTree({ builder, prepare }, { events, sealing: finishing })
      let sliceEnds = surroundings.now() + SLICE_MS
      let step = steps.next()
      while (step.done !== true) {
        if (surroundings.now() >= sliceEnds) {
          if (!(await pause())) return
          sliceEnds = surroundings.now() + SLICE_MS
        }
        step = steps.next()
      }
      current = step.value
    } catch (thrown) {
      arrived = [...events, ...arrived]
      appending = false
      return failed(thrown)
    }
    appending = false
    dueAt = surroundings.now() + pauseAfterTree(current.eventCount)
    changed()
    plan()
  }

  function isBehind(): boolean {
    return arrived.length > 0 || (finishing !== undefined && current?.isFinal === false)
  }

  /** False when nobody wants the tree any more. */
  async function pause(): Promise<boolean> {
    await surroundings.sleep(0, forGood.signal).catch(() => undefined)
    return !forGood.signal.aborted
  }

  return {
    add: events => {
      for (const event of events) arrived.push(event)
      // The one that got this page asks for the next one first.
      queueMicrotask(plan)
    },
    get behind() {
      return appending || isBehind()
    },
    hurry: () => {
      hurried = true
      plan()
    },
    finish: how => {
      finishing = how
      hurried = true
      plan()
    },
    tree: () => current,
    stop: () => {
      timer.clear()
      forGood.abort()
    },
  }
}

/** A state in a container lies two spans deeper than that. No machine that AWS runs nests so deep: its definition has 1 MB. */
const MOST_DEPTH = 1_000

function tooDeep(depth: number): SourceError {
  return new SourceError('NestedTooDeep', 'The states of this history nest deeper than can be shown.', {
    why: `They lie in one another ${Math.ceil(depth / 2)} levels deep; up to ${MOST_DEPTH / 2} are drawn.`,
    whatToDo: '`sfn-timeline outline FILE` lists them in a terminal, however deep.',
    retryable: false,
  })
}

function* makeTree(
  { builder, prepare }: Pick<GatheringParts, 'builder' | 'prepare'>,
  { events, sealing }: { events: readonly HistoryEvent[]; sealing: Sealing | undefined },
): Generator<void, ExecutionTree> {
  const appended = yield* builder.appending(events)
  const tree = sealing === undefined ? appended : yield* builder.sealing(sealing)
  if (tree.depth > MOST_DEPTH) throw tooDeep(tree.depth)
  if (prepare !== undefined) yield* prepare(tree)
  return tree
}
