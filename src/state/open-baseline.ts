import { createExecutionStore, type SourceFinder } from '../loading/execution-store.ts'
import { DEFAULT_LOAD_SETTINGS, type LoadSettings } from '../loading/load-settings.ts'
import { queryClient } from '../loading/query-client.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import type { AnySource } from '../source/log-source.ts'
import type { SourceRef } from '../source/source.ts'
import { unlisted } from './child-sources.ts'
import { browserSources } from './find-source.ts'
import type { OpenExecution } from './open-executions.ts'
import { refKey } from './ref-key.ts'

/** One is held against at a time; the one before it is kept, so that Back shows it as it was. */
const KEPT = 2
const open = new Map<string, OpenExecution>()

/** An execution to hold another against; the same entry for the same reference. What it started is not read. */
export function openBaseline(ref: SourceRef): OpenExecution {
  const key = refKey(ref)
  const entry = open.get(key) ?? { store: storeOf(ref), below: undefined, users: 0 }
  open.delete(key)
  open.set(key, entry)
  for (const [oldKey, old] of open) {
    if (open.size <= KEPT) break
    if (old.users > 0 || old === entry) continue
    open.delete(oldKey)
    old.store.dispose()
  }
  return entry
}

function storeOf(ref: SourceRef) {
  return createExecutionStore({
    ...{ ref, client: queryClient, surroundings: realSurroundings },
    finder: withoutPayloads(bare),
    settings: BARE_SETTINGS,
  })
}

/** Payloads that do not come cannot be what makes a page slow. */
export const BARE_SETTINGS: LoadSettings = { ...DEFAULT_LOAD_SETTINGS, slowPageMs: Number.POSITIVE_INFINITY }

/**
 * Where histories come from that are held against another. What went in and out as a whole is told by DescribeExecution; what each
 * state was given is not compared.
 */
export function withoutPayloads(as: (source: AnySource) => AnySource): SourceFinder {
  const { find, findFresh, ...finder } = unlisted(browserSources)
  return { ...finder, find: async ref => as(await find(ref)), findFresh: async ref => as(await findFresh(ref)) }
}

/** Asks for no payloads. */
export function bare(source: AnySource): AnySource {
  if ('kind' in source || !source.live) return source
  return { ...source, readPage: (request, signal) => source.readPage({ ...request, withPayloads: false }, signal) }
}
