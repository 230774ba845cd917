import { formatArn } from '../history/arn.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import type { SpanKey } from '../model/span.ts'
import type { Forest, Graft } from './forest.ts'
import { globalKey, type MemberId, memberIdOf, spanKeyOf } from './keys.ts'

/**
 * One execution down: the span that started it, and of a Map Run's children the name. Who knows the child alone knows no span:
 * then the ARN of what was started there, an execution or a Map Run, stands for it.
 */
export interface Step {
  readonly at: SpanKey | string
  readonly name?: string
}

/**
 * From a root down to a member. It says the same in every forest that begins with the same execution, whatever was opened there and
 * in which order: event ids never change, and a name is a child's own.
 */
export type Way = readonly Step[]

/** The way to a member; undefined for what hangs nowhere, and empty for member 0. */
export function wayTo(forest: Forest, id: MemberId): Way | undefined {
  const way: Step[] = []
  for (let below = id; below !== 0; ) {
    const at = forest.member(below)?.at
    if (at === undefined) return undefined
    const graft = forest.graft(at)
    const position = graft?.kind === 'mapRun' ? graft.children.positionOfMember(below) : -1
    const step = { at: spanKeyOf(at) }
    way.unshift(graft === undefined || position < 0 ? step : { ...step, name: graft.children.child(position).name })
    below = memberIdOf(at)
  }
  return way
}

/** How far a way leads in a forest: to its end, or to a member from which it goes on by a step that leads nowhere yet. */
export interface Reached {
  readonly member: MemberId
  readonly next: Step | undefined
}

export function follow(forest: Forest, way: Way): Reached {
  let member: MemberId = 0
  for (const step of way) {
    const graft = graftAt(forest, member, step)
    const child = graft === undefined ? undefined : childAt(forest, graft, step)
    if (child === undefined) return { member, next: step }
    member = child
  }
  return { member, next: undefined }
}

/** The member at the end of a way; undefined as long as the forest does not reach there. */
export function memberAt(forest: Forest, way: Way): MemberId | undefined {
  const { member, next } = follow(forest, way)
  return next === undefined ? member : undefined
}

/** The graft that a step leads through; undefined as long as no event tells of it. */
export function graftAt(forest: Forest, member: MemberId, { at }: Step): Graft | undefined {
  if (typeof at === 'number') return forest.graft(globalKey(member, at))
  return forest.graftsOf(member).find(({ arn }) => arn === at)
}

function childAt(forest: Forest, graft: Graft, { name }: Step): MemberId | undefined {
  const { children } = graft
  if (graft.kind === 'nested') return children.count > 0 ? children.memberAt(0) : undefined
  if (name === undefined) return undefined
  const byArn = forest.memberOfArn(childArnOf(graft.arn, name) ?? '')
  if (byArn?.at === graft.at) return byArn.id
  // Express children have ARNs that cannot be told from the name.
  for (let position = 0; position < children.count; position++) {
    if (children.child(position).name === name) return children.memberAt(position)
  }
  return undefined
}

/** The ARN of a Map Run's child of a name, where it is a Standard one; undefined where the Map Run's own cannot be read. */
export function childArnOf(mapRunArn: string, name: string): string | undefined {
  const run = parseStatesArn(mapRunArn)
  if (run?.kind !== 'mapRun') return undefined
  const { partition, region, account, stateMachineName, mapRunLabel } = run
  const resource = `execution:${stateMachineName}/${mapRunLabel}:${name}`
  return formatArn({ partition, service: 'states', region, account, resource })
}
