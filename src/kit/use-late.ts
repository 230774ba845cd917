import { useEffect, useState } from 'react'
import { lateCode } from './late-code.ts'

/**
 * A part of the program that is loaded when it is first wanted; undefined until it is there. What does not come is told as that of
 * `lateCode` is. `load` is a function of the module's own, not of a render.
 */
export function useLate<Part>(load: () => Promise<Part>, wanted: boolean): Part | undefined {
  const [part, setPart] = useState<{ readonly part: Part }>()
  useEffect(() => {
    if (!wanted || part !== undefined) return
    let isWanted = true
    void lateCode(load)().then(loaded => isWanted && setPart({ part: loaded }))
    return () => {
      isWanted = false
    }
  }, [load, wanted, part])
  return part?.part
}
