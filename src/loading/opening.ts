import type { ListedStatus } from '../forest/forest.ts'
import { type GlobalKey, type MemberId, memberIdOf } from '../forest/keys.ts'
import type { Fleet } from './fleet.ts'
import { CEILING_CODE } from './request-budget.ts'

/** What a click on a closed row asks for, and what becomes of it while nobody looks. */
export interface Opening {
  /**
   * Reads what hangs at a key: the execution that a task started, the list of a Map Run's children, or, for the key of a member's
   * root, that member. Resolves when it is here or cannot be had for now.
   */
  readonly open: (key: GlobalKey) => Promise<void>
  /** The Map Runs of which something was listed, whose list is not on its way. */
  readonly mapRuns: () => readonly GlobalKey[]
  /** Lists a Map Run's children of one status. */
  readonly listSome: (at: GlobalKey, status: ListedStatus) => Promise<void>
  /** Lists all children of a Map Run, however many. */
  readonly listAll: (at: GlobalKey) => Promise<void>
  readonly retry: (id: MemberId) => void
  /** A person allows so many requests: what was held back goes on. */
  readonly lift: (ceiling: number) => void
  /** Nobody looks at any of it: what is under way is cancelled. */
  readonly rest: () => void
  /** Somebody looks again: what was open goes on. */
  readonly wake: () => void
}

/** Longer lists show what failed, and the rest on demand: ten thousand children are ten requests. */
const LISTED_BY_ITSELF = 10_000

/** A list of one page needs no asking for failures first. */
const ONE_PAGE = 1_000

const FAILURES: readonly (readonly [count: string, status: ListedStatus])[] = [
  ['failed', 'FAILED'],
  ['timedOut', 'TIMED_OUT'],
]

export function createOpening(fleet: Fleet): Opening {
  const opened = new Set<MemberId>()
  const mapRuns = new Set<GlobalKey>()
  const underWay = new Set<GlobalKey>()

  function read(id: MemberId): Promise<void> {
    opened.add(id)
    return fleet.open(id)
  }

  async function listing(at: GlobalKey, ask: () => Promise<void>): Promise<void> {
    mapRuns.add(at)
    underWay.add(at)
    await ask()
    underWay.delete(at)
  }

  async function list(at: GlobalKey): Promise<void> {
    await fleet.describeMapRun(at)
    const graft = fleet.view.forest.graft(at)
    const counts = graft?.kind === 'mapRun' ? graft.run?.executionCounts : undefined
    // What went wrong is told where the children would be.
    if (counts === undefined) return
    const total = counts['total'] ?? 0
    if (total > ONE_PAGE) {
      for (const [count, status] of FAILURES) if ((counts[count] ?? 0) > 0) await fleet.list(at, status)
    }
    if (total <= LISTED_BY_ITSELF) await fleet.list(at, 'ALL')
  }

  return {
    mapRuns: () => [...mapRuns].filter(at => !underWay.has(at)),
    listSome: (at, status) => listing(at, () => fleet.list(at, status)),
    open: async key => {
      const graft = fleet.view.forest.graft(key)
      if (graft?.kind === 'mapRun') return listing(key, () => list(key))
      const id = graft === undefined ? memberIdOf(key) : fleet.addStarted(key)
      if (id !== undefined && id !== 0) await read(id)
    },
    listAll: at => listing(at, () => fleet.list(at, 'ALL')),
    retry: id => {
      opened.add(id)
      void fleet.retry(id)
    },
    lift: ceiling => {
      const held = [...fleet.view.graftTroubles].filter(([, { code }]) => code === CEILING_CODE)
      fleet.lift(ceiling)
      for (const [at] of held) void listing(at, () => list(at))
    },
    rest: () => {
      for (const id of opened) fleet.close(id)
    },
    wake: () => {
      for (const id of opened) void fleet.open(id)
    },
  }
}
