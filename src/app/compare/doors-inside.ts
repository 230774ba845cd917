import type { RunComparison } from '../../comparison/compare-runs.ts'
import type { Forest } from '../../forest/forest.ts'
import type { GlobalKey } from '../../forest/keys.ts'

/** As many executions as are read for one press. */
const MOST = 25

/** What can be opened so that more of two runs is compared. */
export interface DoorsInside {
  /** Tasks of the run on the page whose executions are not read; what stands for these in the other run is read along. */
  readonly own: readonly GlobalKey[]
  /** Tasks of the other run alone. */
  readonly other: readonly GlobalKey[]
  /** Map Runs that were waited for: thousands of children are not read for a press. */
  readonly mapRuns: number
}

/** The doors to what was waited for and is not read. */
export function doorsInside(
  { unread, alignment }: Pick<RunComparison, 'unread' | 'alignment'>,
  own: Forest | undefined,
  other: Forest | undefined,
): DoorsInside {
  const here = new Set<GlobalKey>(unread?.bAt)
  const there = new Set<GlobalKey>()
  for (const at of unread?.aAt ?? []) {
    const partner = alignment.inB.get(at)
    if (partner === undefined) there.add(at)
    else here.add(partner)
  }
  const isMapRun = (at: GlobalKey) => own?.graft(at)?.kind === 'mapRun'
  return {
    own: [...here].filter(at => isClosed(own, at)).slice(0, MOST),
    other: [...there].filter(at => isClosed(other, at)).slice(0, MOST),
    mapRuns: [...here].filter(isMapRun).length,
  }
}

/** Whether a task started an execution that nobody has opened. */
function isClosed(forest: Forest | undefined, at: GlobalKey): boolean {
  const graft = forest?.graft(at)
  if (graft?.kind !== 'nested') return false
  const { kind } = (graft.children.count > 0 ? forest?.member(graft.children.memberAt(0))?.state : undefined) ?? {}
  return kind === undefined || kind === 'listed' || kind === 'endRead'
}
