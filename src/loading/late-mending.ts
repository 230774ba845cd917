import type { Mending, MendingWay } from '../model/builder-with.ts'
import { within } from '../waits/within.ts'

const LOAD_MS = 30_000

let mending: Mending | undefined

async function untimedLoad(): Promise<Mending> {
  const [{ diagnose }, { mended }] = await Promise.all([
    import('../model/mending/diagnosis.ts'),
    import('../model/mending/mend.ts'),
  ])
  return { diagnose, mended }
}

/** Mending that is loaded when a history is to be read for good: those of AWS are whole and never need it. */
export const lateMending: MendingWay = {
  ready: async () => {
    const tooLate = () => new Error('A part of this page did not load. Reload the page.')
    mending ??= await within({ ms: LOAD_MS, tooLate }, untimedLoad)
  },
  mending: () => {
    if (mending === undefined) throw new Error('sealed before it was ready')
    return mending
  },
}
