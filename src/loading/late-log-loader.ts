import { within } from '../waits/within.ts'
import type { ExecutionLoader } from './loader-parts.ts'
import type { LogLoaderParts } from './log-loader.ts'

const LOAD_MS = 30_000

type Create = (parts: LogLoaderParts) => ExecutionLoader
let create: Create | undefined

async function untimedLoad(): Promise<Create> {
  return (await import('./log-loader.ts')).createLogLoader
}

/** The loader of what is kept in a log alone, which is loaded with the first Express execution. */
export const lateLogLoader = {
  ready: async (): Promise<void> => {
    const tooLate = () => new Error('A part of this page did not load. Reload the page.')
    create ??= await within({ ms: LOAD_MS, tooLate }, untimedLoad)
  },
  create: (parts: LogLoaderParts): ExecutionLoader => {
    if (create === undefined) throw new Error('created before it was ready')
    return create(parts)
  },
}
