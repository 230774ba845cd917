import * as v from 'valibot'
import type { Millis } from '../history/events.ts'
import type { KeyValueStore } from './history-cache.ts'

/** A file as it is kept on this machine. */
export interface KeptFile {
  readonly name: string
  readonly content: Blob
}

/** Files that were opened together, kept on this machine by the person's choice: a reload finds them again by their hash. */
export interface KeptFiles {
  /** Keeps them as the newest; the oldest go where there is too much. What cannot be kept is not kept. */
  readonly keep: (hash: string, files: readonly KeptFile[], now: Millis) => Promise<void>
  readonly find: (hash: string) => Promise<readonly KeptFile[] | undefined>
  readonly forgetAll: () => Promise<void>
  /** How many sets there are, and how large. */
  readonly held: () => Promise<{ readonly count: number; readonly sizeBytes: number }>
}

/** Larger sets are asked for again with a chooser. */
const MOST_BYTES = 128 * 1024 * 1024

const KEPT = v.object({
  savedAt: v.number(),
  files: v.array(v.object({ name: v.string(), content: v.instance(Blob) })),
})

export function createKeptFiles(store: KeyValueStore): KeptFiles {
  async function read(hash: string): Promise<v.InferOutput<typeof KEPT> | undefined> {
    const parsed = v.safeParse(KEPT, await store.get(hash))
    return parsed.success ? parsed.output : undefined
  }

  async function makeRoom(bytes: number): Promise<void> {
    const hashes = await store.keys()
    const kept = await Promise.all(hashes.map(async hash => ({ hash, set: await read(hash) })))
    let room = MOST_BYTES - bytes
    const dropped: string[] = []
    for (const { hash, set } of kept.toSorted((a, b) => (b.set?.savedAt ?? 0) - (a.set?.savedAt ?? 0))) {
      room -= set === undefined ? MOST_BYTES : sizeOf(set.files)
      if (room < 0) dropped.push(hash)
    }
    if (dropped.length > 0) await store.delete(dropped)
  }

  return {
    keep: async (hash, files, savedAt) => {
      const bytes = sizeOf(files)
      if (bytes > MOST_BYTES) return
      try {
        await store.delete([hash])
        await makeRoom(bytes)
        await store.set(hash, { savedAt, files })
      } catch {
        // No room, or a browser that keeps nothing: the chooser asks for them.
      }
    },
    find: async hash => {
      try {
        return (await read(hash))?.files
      } catch {
        return undefined
      }
    },
    forgetAll: async () => store.delete(await store.keys()),
    held: async () => {
      const sets = await Promise.all((await store.keys()).map(read))
      return { count: sets.length, sizeBytes: sets.reduce((sum, set) => sum + sizeOf(set?.files ?? []), 0) }
    },
  }
}

function sizeOf(files: readonly KeptFile[]): number {
  return files.reduce((sum, { content }) => sum + content.size, 0)
}
