import type { Forest } from '../forest/forest.ts'
import { type GlobalKey, globalKey, type MemberId, rootKeyOf } from '../forest/keys.ts'
import type { Member } from '../forest/member.ts'
import { type Deep, pausing, stepByStep } from '../history/deep.ts'
import type { Millis } from '../history/events.ts'
import { atOnce } from '../waits/slices.ts'
import { endOf } from './completeness.ts'
import { criticalPathSteps } from './critical-path.ts'

/** A stretch of the critical path, in whichever execution. In real time. */
export interface PathStepAcross {
  readonly key: GlobalKey
  readonly member: MemberId
  readonly from: Millis
  readonly to: Millis
}

/**
 * What an execution waited for at every moment, down into the children that were read: each step begins where the former ended, the
 * first with the execution, and the last ends with it.
 */
export function criticalPathAcross(forest: Forest, asked: MemberId = 0): readonly PathStepAcross[] {
  return atOnce(pathAcrossSteps(forest, asked))
}

/** The same in steps of a stretch each, for `inSlices`. */
export function* pathAcrossSteps(forest: Forest, asked: MemberId = 0): Generator<void, readonly PathStepAcross[]> {
  const tree = forest.member(asked)?.tree
  if (tree === undefined) return []
  const line = new Line(tree.root.startedAt)
  yield* stepByStep(follow({ forest, line, read: readByPlace(forest), above: new Set() }, asked, endOf(tree)))
  return line.steps
}

interface Walk {
  readonly forest: Forest
  readonly line: Line
  readonly read: ReadonlyMap<GlobalKey, readonly Member[]>
  /** Executions on the way down: files that were made up may lead round in a circle. */
  readonly above: ReadonlySet<MemberId>
}

/** Steps laid end to end: time only goes forward. */
class Line {
  readonly steps: PathStepAcross[] = []
  at: Millis

  constructor(at: Millis) {
    this.at = at
  }

  advance(step: Pick<PathStepAcross, 'key' | 'member'>, to: Millis): void {
    if (to <= this.at) return
    const last = this.steps.at(-1)
    if (last?.key === step.key) this.steps[this.steps.length - 1] = { ...last, to }
    else this.steps.push({ ...step, from: this.at, to })
    this.at = to
  }
}

function* follow(walk: Walk, id: MemberId, until: Millis): Deep<void> {
  const { forest, line, above } = walk
  const tree = forest.member(id)?.tree
  if (tree === undefined) return
  const inside: Walk = { ...walk, above: new Set(above).add(id) }
  const { steps } = yield* pausing(criticalPathSteps(tree))
  for (const { key, to } of steps) {
    const at = globalKey(id, key)
    const end = Math.min(to, until)
    for (const child of childrenOnPath(inside, at, { from: line.at, to: end })) {
      line.advance({ key: at, member: id }, Math.min(child.from, end))
      yield follow(inside, child.id, Math.min(child.to, end))
    }
    line.advance({ key: at, member: id }, end)
  }
  line.advance({ key: rootKeyOf(id), member: id }, until)
}

interface ReadChild {
  readonly id: MemberId
  readonly from: Millis
  readonly to: Millis
  readonly stopped: boolean
}

/**
 * The children that a task or Map Run waited for last, and before each the one that ended last before it began. One that was stopped
 * with the others decided nothing.
 */
function childrenOnPath(walk: Walk, at: GlobalKey, within: { from: Millis; to: Millis }): readonly ReadChild[] {
  const read = readChildrenAt(walk, at)
  const decisive = read.some(({ stopped }) => !stopped) ? read.filter(({ stopped }) => !stopped) : read
  const chain: ReadChild[] = []
  for (let upTo = within.to; ; ) {
    const last = lastBefore(decisive, { from: within.from, to: upTo, isFirst: chain.length === 0 })
    if (last === undefined) return chain.reverse()
    chain.push(last)
    upTo = last.from
  }
}

function lastBefore(
  children: readonly ReadChild[],
  { from, to, isFirst }: { readonly from: Millis; readonly to: Millis; readonly isFirst: boolean },
): ReadChild | undefined {
  let last: ReadChild | undefined
  for (const child of children) {
    // The last of all may go on a little longer than what waits for it: clocks of two histories.
    const fits = child.from < to && child.to > from && (isFirst || child.to <= to)
    if (fits && (last === undefined || child.to > last.to)) last = child
  }
  return last
}

function readChildrenAt({ forest, read, above }: Walk, at: GlobalKey): readonly ReadChild[] {
  const children = read.get(at) ?? []
  const graft = children.length === 0 ? undefined : forest.graft(at)
  if (graft === undefined || (graft.kind === 'nested' && !graft.waits)) return []
  return children.filter(({ id }) => !above.has(id)).flatMap(child => readChild(child) ?? [])
}

/** Members whose history is here, by where they hang. */
function readByPlace(forest: Forest): ReadonlyMap<GlobalKey, readonly Member[]> {
  const read = new Map<GlobalKey, Member[]>()
  for (const member of forest.knownMembers()) {
    if (member.at === undefined || member.tree === undefined || member.state.kind !== 'read') continue
    const here = read.get(member.at) ?? []
    read.set(member.at, here)
    here.push(member)
  }
  return read
}

function readChild({ id, tree }: Member): ReadChild | undefined {
  if (tree === undefined) return undefined
  return { id, from: tree.root.startedAt, to: endOf(tree), stopped: tree.root.outcome === 'aborted' }
}
