import { createExecutionStore } from '../loading/execution-store.ts'
import { createKeptRuns } from '../loading/kept-runs.ts'
import { DEFAULT_LOAD_SETTINGS } from '../loading/load-settings.ts'
import { queryClient } from '../loading/query-client.ts'
import { createRunSet, type RunSet } from '../loading/run-set.ts'
import { realSurroundings, withinTime } from '../loading/surroundings.ts'
import { bare } from '../source/bare-source.ts'
import { type AskingSomewhere, lastSuccesses } from './last-success.ts'
import { BARE_SETTINGS, withoutPayloads } from './open-baseline.ts'
import { refKey } from './ref-key.ts'
import { refOfRun } from './run-ref.ts'

/** One is looked at at a time; the one before it is kept, so that Back shows it as it was. */
const KEPT_SETS = 2
/** Of the runs that were read last: the sets of two neighbouring runs share all but one. */
const KEPT_EVENTS = 200_000

const keptRuns = createKeptRuns(KEPT_EVENTS, refKey)
const open = new Map<string, RunSet>()

/** The successes before a run, to hold that against; the same entry for the same run. Read without payloads and definitions. */
export function openLastSuccesses(asking: AskingSomewhere, most: number): RunSet {
  // When it began is told by two calls to the ms differently.
  const key = JSON.stringify([asking.machineArn, asking.executionArn, most])
  const set = open.get(key) ?? successesBefore(asking, most)
  open.delete(key)
  open.set(key, set)
  for (const [oldKey, old] of open) {
    if (open.size <= KEPT_SETS) break
    open.delete(oldKey)
    old.stop()
  }
  return set
}

function successesBefore(asking: AskingSomewhere, most: number): RunSet {
  return createRunSet({
    list: async (budget, signal) => {
      const found = await lastSuccesses({ asking, most }, budget, signal)
      return found.map(({ executionArn }) => refOfRun(asking, executionArn))
    },
    storeOf: (ref, counted) =>
      createExecutionStore({
        ...{ ref, client: queryClient, surroundings: realSurroundings },
        finder: withoutPayloads(source => counted(bare(source))),
        settings: { ...BARE_SETTINGS, asksDefinition: false },
      }),
    definitionOf: (ref, signal) =>
      withinTime(realSurroundings, { ms: DEFAULT_LOAD_SETTINGS.requestLimitMs, signal }, async given => {
        const source = await withoutPayloads(bare).find(ref)
        return source.definition(given)
      }),
    kept: keptRuns,
  })
}
