import type { ExecutionSummary } from '../history/execution-summary.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import type { ChildList, ListedChild } from './child-list.ts'
import { REAL_TIME } from './clock.ts'
import type { GlobalKey, MemberId } from './keys.ts'
import { arnOf, type Member } from './member.ts'

/** Members that came one by one, and ranges of members that a child list holds. */
type Block =
  | { readonly kind: 'one'; readonly first: MemberId; readonly count: 1; readonly member: Member }
  | { readonly kind: 'listed'; readonly first: MemberId; readonly count: number; readonly at: GlobalKey }

/**
 * All members of a forest by number. A listed child costs its row in the child list until somebody looks at it; immutable, a
 * version shares all with the one before but what changed.
 */
export class Members {
  /** A forest's beginning. */
  static none(): Members {
    return new Members([], new Map(), new Map(), new Map())
  }

  private readonly blocks: readonly Block[]
  /** Members that are no longer what their block says. */
  private readonly changed: ReadonlyMap<MemberId, Member>
  private readonly byArn: ReadonlyMap<string, MemberId>
  /** Objects of listed children, made when first asked for: the same member stays the same object. */
  private readonly made: Map<MemberId, { readonly of: ChildList; readonly member: Member }>

  private constructor(
    blocks: readonly Block[],
    changed: ReadonlyMap<MemberId, Member>,
    byArn: ReadonlyMap<string, MemberId>,
    made: Map<MemberId, { readonly of: ChildList; readonly member: Member }>,
  ) {
    this.blocks = blocks
    this.changed = changed
    this.byArn = byArn
    this.made = made
  }

  get count(): number {
    const last = this.blocks.at(-1)
    return last === undefined ? 0 : last.first + last.count
  }

  /** `lists`: the child lists of this version, by graft. */
  member(id: MemberId, lists: ReadonlyMap<GlobalKey, ChildList>): Member | undefined {
    const changed = this.changed.get(id)
    if (changed !== undefined) return changed
    const block = this.blockOf(id)
    if (block === undefined) return undefined
    if (block.kind === 'one') return block.member
    const list = lists.get(block.at)
    const position = list?.positionOfMember(id) ?? -1
    if (list === undefined || position < 0) return undefined
    return this.listed(list, position, { id, at: block.at })
  }

  idOfArn(arn: string, lists: ReadonlyMap<GlobalKey, ChildList>): MemberId | undefined {
    const known = this.byArn.get(arn)
    if (known !== undefined) return known
    for (const list of lists.values()) {
      const position = list.positionOf(arn)
      if (position >= 0) return list.memberAt(position)
    }
    return undefined
  }

  /** Those that were ever more than listed. */
  notable(lists: ReadonlyMap<GlobalKey, ChildList>): readonly Member[] {
    const ids = new Set(this.changed.keys())
    for (const block of this.blocks) if (block.kind === 'one') ids.add(block.first)
    return [...ids].toSorted((a, b) => a - b).flatMap(id => this.member(id, lists) ?? [])
  }

  withOne(member: Member): Members {
    const arn = arnOf(member)
    const byArn = arn === undefined || this.byArn.has(arn) ? this.byArn : new Map(this.byArn).set(arn, member.id)
    return new Members(
      [...this.blocks, { kind: 'one', first: member.id, count: 1, member }],
      this.changed,
      byArn,
      this.made,
    )
  }

  withListed(first: MemberId, count: number, at: GlobalKey): Members {
    if (count === 0) return this
    return new Members([...this.blocks, { kind: 'listed', first, count, at }], this.changed, this.byArn, this.made)
  }

  withChanged(member: Member): Members {
    const arn = arnOf(member)
    const byArn =
      arn === undefined || this.byArn.get(arn) === member.id ? this.byArn : new Map(this.byArn).set(arn, member.id)
    return new Members(this.blocks, new Map(this.changed).set(member.id, member), byArn, this.made)
  }

  private listed(list: ChildList, position: number, { id, at }: { id: MemberId; at: GlobalKey }): Member {
    const known = this.made.get(id)
    if (known?.of === list) return known.member
    const child = list.child(position)
    const before = known?.member
    // Another page of the list changes most of its children not at all.
    const member = before !== undefined && isAsListed(before, child) ? before : listedMember(child, { id, at })
    this.made.set(id, { of: list, member })
    return member
  }

  private blockOf(id: MemberId): Block | undefined {
    let low = 0
    let high = this.blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.blocks[middle]?.first ?? 0) <= id) low = middle
      else high = middle - 1
    }
    const block = this.blocks[low]
    return block !== undefined && id >= block.first && id < block.first + block.count ? block : undefined
  }
}

function isAsListed({ summary }: Member, child: ListedChild): boolean {
  return (
    summary?.executionArn === child.executionArn &&
    summary?.status === child.status &&
    summary?.startedAt === child.startedAt &&
    summary?.stoppedAt === child.stoppedAt &&
    summary?.redriveCount === child.redriveCount
  )
}

function listedMember(child: ListedChild, { id, at }: { id: MemberId; at: GlobalKey }): Member {
  const ref = { kind: 'aws', arn: child.executionArn } as const
  const unread = { tree: undefined, definition: undefined, clock: REAL_TIME, state: { kind: 'listed' } } as const
  return { id, ref, summary: summaryOfListed(child), at, ...unread }
}

/** What a list tells of a child, in the form in which DescribeExecution would. */
function summaryOfListed(child: ListedChild): ExecutionSummary {
  const { executionArn, name, status, startedAt, stoppedAt, redriveCount } = child
  const arn = parseStatesArn(executionArn)
  const label = arn !== undefined && 'mapRunLabel' in arn ? `/${arn.mapRunLabel}` : ''
  const stateMachineName = arn === undefined || arn.kind === 'activity' ? '' : `${arn.stateMachineName}${label}`
  return { executionArn, stateMachineName, name, status, startedAt, stoppedAt, redriveCount }
}
