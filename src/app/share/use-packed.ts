import { useEffect, useState } from 'react'
import { type Packed, packShare } from '../../export/share/pack.ts'
import type { ShareOrder } from '../../export/share/share-steps.ts'
import { betweenFrames } from '../../kit/between-frames.ts'

/** The file as it would be saved. What was made before stays on show while the next is made. */
export interface Packing {
  readonly packed: Packed | undefined
  /** How much of the next is made, 0..1; undefined where nothing is on the way. */
  readonly share: number | undefined
  readonly problem: string | undefined
}

/** Makes the file again whenever the order is another, in slices. */
export function usePacked(order: ShareOrder): Packing {
  const [packing, setPacking] = useState<Packing>({ packed: undefined, share: 0, problem: undefined })
  useEffect(() => {
    let isStale = false
    const set = (patch: Partial<Packing>) => {
      if (!isStale) setPacking(before => ({ ...before, ...patch }))
    }
    set({ share: 0, problem: undefined })
    const slices = { ...betweenFrames(() => isStale), onProgress: (share: number) => set({ share }) }
    packShare(order, slices).then(
      packed => set({ packed, share: undefined }),
      (error: unknown) => set({ packed: undefined, share: undefined, problem: String(error) }),
    )
    return () => {
      isStale = true
    }
  }, [order])
  return packing
}
