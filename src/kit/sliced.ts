import { useEffect, useState } from 'react'
import { inSlices, SLICE_MS } from '../waits/slices.ts'
import { betweenFrames } from './between-frames.ts'
import { turnOfTheLoop } from './turn-of-the-loop.ts'

interface UnderWay<Result> {
  readonly steps: Generator<void, Result>
  result?: { readonly value: Result }
  /** Who still wants it: with nobody left it stops where it is. */
  readonly askers: Set<symbol>
  done?: Promise<void>
}

/** An analysis that is worked out once for each tree, or whatever it is of, and holds up nothing: `useSliced` asks for it. */
export interface SlicedAnalysis<Result, Of extends object> {
  of(subject: Of): UnderWay<Result>
}

/** An analysis that takes so many steps for a large tree that they are taken between frames. */
export function sliced<Result, Of extends object>(
  stepsOf: (subject: Of) => Generator<void, Result>,
): SlicedAnalysis<Result, Of> {
  const known = new WeakMap<Of, UnderWay<Result>>()
  return {
    of(subject) {
      const before = known.get(subject)
      if (before !== undefined) return before
      const begun: UnderWay<Result> = { steps: stepsOf(subject), askers: new Set() }
      known.set(subject, begun)
      begin(begun)
      return begun
    },
  }
}

/** A small tree is answered at once: nothing flickers. */
function begin<Result>(work: UnderWay<Result>): void {
  const end = performance.now() + SLICE_MS
  while (performance.now() < end) {
    const step = work.steps.next()
    if (step.done !== true) continue
    work.result = { value: step.value }
    return
  }
}

async function goOn<Result>(work: UnderWay<Result>): Promise<void> {
  await turnOfTheLoop()
  const value = await inSlices(
    work.steps,
    betweenFrames(() => work.askers.size === 0),
  )
  if (value !== undefined) work.result = { value }
}

/** The answer for a tree; until a large tree's is there that for the tree before, undefined at first and where there is no tree. */
export function useSliced<Result, Of extends object>(
  analysis: SlicedAnalysis<Result, Of>,
  subject: Of | undefined,
): Result | undefined {
  const work = subject && analysis.of(subject)
  const [latest, setLatest] = useState(work?.result)
  const [failure, setFailure] = useState<{ readonly thrown: unknown }>()
  useEffect(() => {
    if (work === undefined || work.result !== undefined) return setLatest(work?.result)
    const asker = Symbol('asker')
    work.askers.add(asker)
    const ask = (): void => {
      work.done ??= goOn(work).finally(() => {
        delete work.done
      })
      void work.done.then(
        () => {
          if (!work.askers.has(asker)) return
          // It stopped for want of askers just before this one came.
          if (work.result === undefined) ask()
          else setLatest(work.result)
        },
        (thrown: unknown) => work.askers.has(asker) && setFailure({ thrown }),
      )
    }
    ask()
    return () => {
      work.askers.delete(asker)
    }
  }, [work])
  // As if it had been worked out here: what catches errors of the page tells of it.
  if (failure !== undefined) throw failure.thrown
  return work && (work.result ?? latest)?.value
}
