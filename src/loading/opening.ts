import type { ListedStatus } from '../forest/forest.ts'
import { type GlobalKey, type MemberId, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import type { MemberAction } from '../forest/member.ts'
import { follow, graftAt, type Step, type Way } from '../forest/way.ts'
import { memberOf } from '../history/json-value.ts'
import type { Fleet } from './fleet.ts'
import { CEILING_CODE } from './request-budget.ts'

/** What a click on a closed row asks for, and what becomes of it while nobody looks. */
export interface Opening {
  /**
   * Reads what hangs at a key, and keeps it for a while: the execution that a task started, the list of a Map Run's children, or, for
   * the key of a member's root, that member. Resolves when it is here or cannot be had for now.
   */
  readonly open: (key: GlobalKey) => Promise<void>
  /** The same for a row that somebody opened: a member that is shown is kept and followed until all who show it hide it. */
  readonly show: (key: GlobalKey) => Promise<void>
  /** What is still on the way is given up. */
  readonly hide: (key: GlobalKey) => void
  /**
   * Does the next thing that brings a way nearer to its end, if there is one: call it again when the forest has grown. What lies in
   * files is read whether that is `wanted` or not: it costs nobody anything.
   */
  readonly lead: (way: Way, wanted: { readonly read: boolean }) => void
  /** The Map Runs of which something was listed, whose list is not on its way. */
  readonly mapRuns: () => readonly GlobalKey[]
  /** Lists a Map Run's children of one status. */
  readonly listSome: (at: GlobalKey, status: ListedStatus) => Promise<void>
  /** Lists all children of a Map Run, however many. */
  readonly listAll: (at: GlobalKey) => Promise<void>
  /** What a person does about one execution: holds its reading up, goes on, gives it up, tries again. */
  readonly act: (id: MemberId, action: MemberAction) => void
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
  /** By how many each member is shown. */
  const shown = new Map<MemberId, number>()
  /** What is read for somebody who asked once. */
  const reading = new Set<MemberId>()
  const mapRuns = new Set<GlobalKey>()
  const underWay = new Set<GlobalKey>()
  const lists = new Map<GlobalKey, Promise<void>>()
  /** Steps of ways that were taken, be it in vain. */
  const led = new Set<string>()

  async function listing(at: GlobalKey, ask: () => Promise<void>): Promise<void> {
    mapRuns.add(at)
    underWay.add(at)
    await ask()
    underWay.delete(at)
  }

  /** Whoever asks meanwhile waits for the same. */
  function list(at: GlobalKey): Promise<void> {
    if (mapRunAt(at)?.listed.has('ALL') === true) return Promise.resolve()
    const asking = lists.get(at) ?? listing(at, () => listAnew(at)).finally(() => lists.delete(at))
    lists.set(at, asking)
    return asking
  }

  async function listAnew(at: GlobalKey): Promise<void> {
    await fleet.describeMapRun(at)
    const counts = mapRunAt(at)?.run?.executionCounts
    // What went wrong is told where the children would be.
    if (counts === undefined) return
    const total = counts['total'] ?? 0
    if (total > ONE_PAGE) {
      for (const [count, status] of FAILURES) if ((memberOf(counts, count) ?? 0) > 0) await fleet.list(at, status)
    }
    if (total <= LISTED_BY_ITSELF) await fleet.list(at, 'ALL')
  }

  function mapRunAt(at: GlobalKey) {
    const graft = fleet.view.forest.graft(at)
    return graft?.kind === 'mapRun' ? graft : undefined
  }

  function childAt(key: GlobalKey): MemberId | undefined {
    const graft = fleet.view.forest.graft(key)
    const id = graft === undefined ? memberIdOf(key) : fleet.addStarted(key)
    return id === 0 ? undefined : id
  }

  async function open(key: GlobalKey): Promise<void> {
    if (mapRunAt(key) !== undefined) return list(key)
    const id = childAt(key)
    if (id === undefined) return
    reading.add(id)
    await fleet.open(id)
    reading.delete(id)
    if (!shown.has(id)) fleet.close(id)
  }

  async function show(key: GlobalKey): Promise<void> {
    if (mapRunAt(key) !== undefined) return list(key)
    const id = childAt(key)
    // A task's row opens to its child's, which is shown by itself.
    if (id === undefined || key !== rootKeyOf(id)) return
    shown.set(id, (shown.get(id) ?? 0) + 1)
    await fleet.open(id)
  }

  function hide(key: GlobalKey): void {
    if (mapRunAt(key) !== undefined) return fleet.stopListing(key)
    const id = memberIdOf(key)
    const others = key === rootKeyOf(id) ? (shown.get(id) ?? 0) - 1 : undefined
    if (others === undefined || others < 0) return
    if (others > 0) shown.set(id, others)
    else giveUp(id)
  }

  function giveUp(id: MemberId): void {
    shown.delete(id)
    fleet.close(id)
  }

  function lead(way: Way, { read }: { readonly read: boolean }): void {
    const { member, next } = follow(fleet.view.forest, way)
    const graft = next === undefined ? undefined : graftAt(fleet.view.forest, member, next)
    if (graft !== undefined && next !== undefined) return void leadOnce(graft.at, next)
    const isUnread = member !== 0 && fleet.view.forest.member(member)?.state.kind === 'listed'
    const wants = read || next !== undefined || fleet.isOfFiles
    if (isUnread && wants && isFirst(`read ${member}`)) void open(rootKeyOf(member))
  }

  async function leadOnce(at: GlobalKey, { name }: Step): Promise<void> {
    if (!isFirst(`${at} ${name ?? ''}`)) return
    if (name === undefined) return void fleet.addStarted(at)
    await list(at)
    // Of a long list only failures were asked for, and a list may be refused: a link knows its child all the same.
    fleet.addChild(at, name)
  }

  function isFirst(step: string): boolean {
    const first = !led.has(step)
    led.add(step)
    return first
  }

  return {
    open,
    show,
    hide,
    lead,
    mapRuns: () => [...mapRuns].filter(at => !underWay.has(at)),
    listSome: (at, status) => listing(at, () => fleet.list(at, status)),
    listAll: at => listing(at, () => fleet.list(at, 'ALL')),
    act: (id, action) => {
      if (action === 'cancel') giveUp(id)
      else if (action === 'retry') void fleet.retry(id)
      else fleet[action](id)
    },
    lift: ceiling => {
      const held = [...fleet.view.graftTroubles].filter(([, { code }]) => code === CEILING_CODE)
      fleet.lift(ceiling)
      for (const [at] of held) void list(at)
    },
    rest: () => {
      for (const id of new Set([...shown.keys(), ...reading])) fleet.close(id)
      led.clear()
    },
    wake: () => {
      for (const id of shown.keys()) void fleet.open(id)
    },
  }
}
