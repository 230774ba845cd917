import type { SourceFinder } from '../loading/execution-store.ts'
import { DEFAULT_LOAD_SETTINGS, type LoadSettings } from '../loading/load-settings.ts'
import { queryClient } from '../loading/query-client.ts'
import { realSurroundings } from '../loading/surroundings.ts'
import type { AnySource } from '../source/log-source.ts'
import type { SourceRef } from '../source/source.ts'
import { childSourcesOf, unlisted } from './child-sources.ts'
import { browserSources } from './find-source.ts'
import { isOutgrown, type OpenExecution, openedOf } from './open-executions.ts'
import { refKey } from './ref-key.ts'

/** One is held against at a time; the one before it is kept, so that Back shows it as it was. */
const KEPT = 2
const open = new Map<string, OpenExecution>()

/**
 * An execution to hold another against, with a fleet of its own for what it started; the same entry for the same reference. Nothing
 * below it is read unasked.
 */
export function openBaseline(ref: SourceRef): OpenExecution {
  const key = refKey(ref)
  const found = open.get(key)
  const entry = found === undefined || isOutgrown(ref, found) ? entryFor(ref) : found
  open.delete(key)
  open.set(key, entry)
  for (const [oldKey, old] of open) {
    if (open.size <= KEPT) break
    if (old.users > 0 || old === entry) continue
    open.delete(oldKey)
    old.store.dispose()
    old.below?.fleet.dispose()
  }
  return entry
}

function entryFor(ref: SourceRef): OpenExecution {
  const sources = childSourcesOf(ref)
  return openedOf(ref, {
    finder: unlisted(browserSources),
    sources,
    ...{ client: queryClient, surroundings: realSurroundings, settings: SKELETON },
    // What these started is named in payloads.
    settingsOf: () => DEFAULT_LOAD_SETTINGS,
  })
}

/** Payloads are compared of the whole alone, which DescribeExecution tells. Those that name what a task started come when wanted. */
const SKELETON: LoadSettings = { ...DEFAULT_LOAD_SETTINGS, skeletonAlone: true }

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
