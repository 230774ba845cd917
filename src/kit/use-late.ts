import { useEffect, useState } from 'react'
import { within } from '../waits/within.ts'

/** For code: it comes from where the page did. */
const CODE_MS = 30_000
const tooLate = () => new Error('A part of this page did not come. Is the gateway still running?')

/**
 * A part of the program that is loaded when it is first wanted; undefined until it is there. What cannot be loaded is told by
 * whatever catches errors of the page, as with `lazy`. `load` is a function of the module's own, not of a render.
 */
export function useLate<Part>(load: () => Promise<Part>, wanted: boolean): Part | undefined {
  const [part, setPart] = useState<{ readonly part: Part }>()
  const [failure, setFailure] = useState<{ readonly thrown: unknown }>()
  useEffect(() => {
    if (!wanted || part !== undefined) return
    let isWanted = true
    within({ ms: CODE_MS, tooLate }, load).then(
      loaded => isWanted && setPart({ part: loaded }),
      (thrown: unknown) => isWanted && setFailure({ thrown }),
    )
    return () => {
      isWanted = false
    }
  }, [load, wanted, part])
  if (failure !== undefined) throw failure.thrown
  return part?.part
}
