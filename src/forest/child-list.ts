import type { Millis } from '../history/events.ts'
import type { ExecutionListItem, ExecutionStatus } from '../history/execution-summary.ts'
import type { MemberId } from './keys.ts'

/** What AWS's list tells of one child. */
export type ListedChild = ExecutionListItem

const STATUSES: readonly ExecutionStatus[] = [
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
  'PENDING_REDRIVE',
]
const NO_STATUS = 255

/** Children in a row of the list: the same object in every version in which nothing of it changed. */
export interface ListedPage {
  /** Position of its first child in the list. */
  readonly from: number
  readonly names: readonly string[]
}

/** Columns for the children of one page: a hundred thousand children as objects would be a hundred megabytes. */
interface ChildPage extends ListedPage {
  /** The members have ids in a row. */
  readonly firstMember: MemberId
  readonly statuses: Uint8Array
  /** NaN: not told. */
  readonly startedAt: Float64Array
  readonly stoppedAt: Float64Array
  readonly redriveCounts: Uint16Array
  readonly itemCounts: Float64Array
}

interface ChildColumns {
  readonly pages: readonly ChildPage[]
  /** All ARNs but a few are this and the name. */
  readonly prefix: string
  readonly oddArns: ReadonlyMap<number, string>
  /** Positions of children that were members before they were listed. */
  readonly elsewhere: ReadonlyMap<number, MemberId>
  /** Positions by ARN behind the prefix. Only grows, so versions share it. */
  readonly positions: Map<string, number>
}

/**
 * The children of a graft that are known so far, in order of arrival. Immutable; versions share their pages. What is still to be
 * listed is not in it: `MapRunSummary.executionCounts` counts that.
 */
export class ChildList {
  static readonly EMPTY = new ChildList({
    pages: [],
    prefix: '',
    oddArns: new Map(),
    elsewhere: new Map(),
    positions: new Map(),
  })
  private readonly columns: ChildColumns

  private constructor(columns: ChildColumns) {
    this.columns = columns
  }

  private get pages(): readonly ChildPage[] {
    return this.columns.pages
  }

  /** All children in order, page by page, for what is worked out once for each page. */
  get listedPages(): readonly ListedPage[] {
    return this.columns.pages
  }

  get count(): number {
    const last = this.pages.at(-1)
    return last === undefined ? 0 : last.from + last.names.length
  }

  /** @throws RangeError beyond the list. */
  child(position: number): ListedChild {
    const { page, row } = this.placeOf(position)
    return {
      executionArn: this.arnAt(position),
      name: page.names[row] ?? '',
      status: STATUSES[page.statuses[row] ?? NO_STATUS],
      startedAt: told(page.startedAt[row]),
      stoppedAt: told(page.stoppedAt[row]),
      redriveCount: page.redriveCounts[row] ?? 0,
      itemCount: told(page.itemCounts[row]),
    }
  }

  nameAt(position: number): string {
    const { page, row } = this.placeOf(position)
    return page.names[row] ?? ''
  }

  arnAt(position: number): string {
    const { page, row } = this.placeOf(position)
    return this.columns.oddArns.get(position) ?? `${this.columns.prefix}${page.names[row] ?? ''}`
  }

  statusAt(position: number): ExecutionStatus | undefined {
    const { page, row } = this.placeOf(position)
    return STATUSES[page.statuses[row] ?? NO_STATUS]
  }

  startedAt(position: number): Millis | undefined {
    const { page, row } = this.placeOf(position)
    return told(page.startedAt[row])
  }

  stoppedAt(position: number): Millis | undefined {
    const { page, row } = this.placeOf(position)
    return told(page.stoppedAt[row])
  }

  redriveCountAt(position: number): number {
    const { page, row } = this.placeOf(position)
    return page.redriveCounts[row] ?? 0
  }

  memberAt(position: number): MemberId {
    const { page, row } = this.placeOf(position)
    return this.columns.elsewhere.get(position) ?? page.firstMember + row
  }

  /** Children that were members already when they were listed: some of them may hang elsewhere. */
  get membersBefore(): ReadonlySet<MemberId> {
    return new Set(this.columns.elsewhere.values())
  }

  /** Where an execution stands in the list; -1 where it does not. */
  positionOf(arn: string): number {
    const { prefix, positions } = this.columns
    const short = prefix !== '' && arn.startsWith(prefix) ? arn.slice(prefix.length) : arn
    const position = positions.get(short) ?? positions.get(arn)
    // An older version does not know what a newer one has added.
    return position !== undefined && position < this.count ? position : -1
  }

  /** The position of a member; -1 where it is of another list. */
  positionOfMember(member: MemberId): number {
    // Members are numbered as they come: what is appended later has higher numbers.
    const page = this.pages.findLast(({ firstMember }) => firstMember <= member)
    const row = page === undefined ? -1 : member - page.firstMember
    return page !== undefined && row < page.names.length ? page.from + row : -1
  }

  /**
   * The list with another page of AWS's. A child known already takes the new status and times; the others become members
   * `firstMember`, `firstMember + 1`, … in their order, but for those that are members already.
   */
  with(items: readonly ListedChild[], members: NewMembers): { readonly list: ChildList; readonly added: number } {
    const unseen = new Map<string, ListedChild>()
    let { pages } = this
    for (const item of items) {
      const position = this.positionOf(item.executionArn)
      if (position >= 0) pages = updated(pages, position, item)
      else unseen.set(item.executionArn, item)
    }
    if (unseen.size > 0) return { list: this.appended(pages, [...unseen.values()], members), added: unseen.size }
    return { list: pages === this.pages ? this : new ChildList({ ...this.columns, pages }), added: 0 }
  }

  private appended(pages: readonly ChildPage[], items: readonly ListedChild[], members: NewMembers): ChildList {
    const from = this.count
    const prefix = this.columns.prefix === '' ? prefixOf(items) : this.columns.prefix
    const oddArns = new Map(this.columns.oddArns)
    const elsewhere = new Map(this.columns.elsewhere)
    const positions = this.ownPositions()
    for (const [row, { executionArn, name }] of items.entries()) {
      const isPlain = prefix !== '' && executionArn === prefix + name
      // The name comes as a text of its own; cut from the ARN it would keep the ARN alive.
      positions.set(isPlain ? name : executionArn, from + row)
      if (!isPlain) oddArns.set(from + row, executionArn)
      const before = members.known(executionArn)
      if (before !== undefined) elsewhere.set(from + row, before)
    }
    const page = pageOf(items, from, members.first)
    return new ChildList({ pages: [...pages, page], prefix, oddArns, elsewhere, positions })
  }

  /** The empty list is everybody's; one that grows from a version that is not the newest gets a memory of its own. */
  private ownPositions(): Map<string, number> {
    const { positions } = this.columns
    const { count } = this
    if (count > 0 && positions.size === count) return positions
    return new Map([...positions].filter(([, position]) => position < count))
  }

  private placeOf(position: number): { readonly page: ChildPage; readonly row: number } {
    let low = 0
    let high = this.pages.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.pages[middle]?.from ?? 0) <= position) low = middle
      else high = middle - 1
    }
    const page = this.pages[low]
    if (page === undefined || position < 0 || position >= this.count)
      throw new RangeError(`there is no child ${position}`)
    return { page, row: position - page.from }
  }
}

/** How a list's new children become members. */
export interface NewMembers {
  readonly first: MemberId
  /** The member an execution is already. */
  readonly known: (arn: string) => MemberId | undefined
}

function prefixOf([first]: readonly ListedChild[]): string {
  if (first === undefined || first.name === '' || !first.executionArn.endsWith(first.name)) return ''
  return first.executionArn.slice(0, -first.name.length)
}

function pageOf(items: readonly ListedChild[], from: number, firstMember: MemberId): ChildPage {
  return {
    from,
    firstMember,
    names: items.map(({ name }) => name),
    statuses: Uint8Array.from(items, codeOf),
    startedAt: Float64Array.from(items, ({ startedAt }) => startedAt ?? Number.NaN),
    stoppedAt: Float64Array.from(items, ({ stoppedAt }) => stoppedAt ?? Number.NaN),
    redriveCounts: Uint16Array.from(items, ({ redriveCount }) => redriveCount),
    itemCounts: Float64Array.from(items, ({ itemCount }) => itemCount ?? Number.NaN),
  }
}

function updated(pages: readonly ChildPage[], position: number, item: ListedChild): readonly ChildPage[] {
  const index = pages.findLastIndex(({ from }) => from <= position)
  const page = pages[index]
  if (page === undefined) return pages
  const row = position - page.from
  if (isSame(page, row, item)) return pages
  return pages.with(index, {
    ...page,
    statuses: page.statuses.with(row, codeOf(item)),
    startedAt: page.startedAt.with(row, item.startedAt ?? Number.NaN),
    stoppedAt: page.stoppedAt.with(row, item.stoppedAt ?? Number.NaN),
    redriveCounts: page.redriveCounts.with(row, item.redriveCount),
    itemCounts: page.itemCounts.with(row, item.itemCount ?? Number.NaN),
  })
}

function isSame(page: ChildPage, row: number, item: ListedChild): boolean {
  return (
    page.statuses[row] === codeOf(item) &&
    told(page.startedAt[row]) === item.startedAt &&
    told(page.stoppedAt[row]) === item.stoppedAt &&
    page.redriveCounts[row] === item.redriveCount &&
    told(page.itemCounts[row]) === item.itemCount
  )
}

function codeOf({ status }: ListedChild): number {
  const code = status === undefined ? -1 : STATUSES.indexOf(status)
  return code < 0 ? NO_STATUS : code
}

function told(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value
}
