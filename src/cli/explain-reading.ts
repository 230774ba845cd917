import { childrenByEnd, ENDED_BADLY, mapRunAt } from '../analysis/map-run-children.ts'
import { type IsTried, type Want, type WantRules, wantsOf, wantsOfCause } from '../analysis/wants.ts'
import type { Fleet } from '../loading/fleet.ts'
import { withProgress } from './progress.ts'
import type { StoryFleet } from './story-fleet.ts'

/**
 * Reads what the story of the fleet's member 0 needs, or that one alone. Where it only stands around a Map Run's results, nothing of
 * it tells that anything failed: then its children do.
 */
export function readStory(story: Told, rules: WantRules | 'alone'): Promise<void> {
  return withProgress(process.stderr, story, () => readUnseen(story, rules))
}

async function readUnseen({ fleet, standIn }: Told, rules: WantRules | 'alone'): Promise<void> {
  if (rules === 'alone') return fleet.open(0)
  await readWanted(fleet, rules)
  if (standIn === 'around') await readFailedChildren(fleet, rules.children)
}

type Told = Pick<StoryFleet, 'fleet' | 'standIn' | 'sent'>

/**
 * Step by step: what is read tells what to read next. The way down to the cause comes first. Ends when nothing is wanted any more
 * that was not asked for already, be it in vain.
 */
export async function readWanted(fleet: Fleet, rules: WantRules): Promise<void> {
  const asked = new Set<string>()
  const isTried: IsTried = want => asked.has(JSON.stringify(want))
  for (;;) {
    const { forest } = fleet.view
    const ofCause = wantsOfCause(forest, isTried).filter(want => !isTried(want))
    const wants = ofCause.length > 0 ? ofCause : wantsOf(forest, rules, isTried).filter(want => !isTried(want))
    if (wants.length === 0) return
    for (const want of wants) asked.add(JSON.stringify(want))
    await Promise.all(wants.map(want => fulfil(fleet, want)))
  }
}

/**
 * Reads children that failed of Map Runs whose own end nobody tells: results tell of the children alone. At most `most` of each Map
 * Run, by their end.
 */
async function readFailedChildren(fleet: Fleet, most: number): Promise<void> {
  for (const { at } of fleet.view.forest.graftsOf(0)) {
    await fleet.describeMapRun(at)
    await fleet.list(at, 'ALL')
    const graft = mapRunAt(fleet.view.forest, at)
    const failed = graft === undefined ? [] : childrenByEnd(graft, ENDED_BADLY)
    await Promise.all(failed.slice(0, most).map(id => fulfil(fleet, { kind: 'read', id })))
  }
}

async function fulfil(fleet: Fleet, want: Want): Promise<void> {
  switch (want.kind) {
    case 'read':
      await fleet.open(want.id)
      // It is not followed any further: that would ask AWS again while others are read.
      fleet.close(want.id)
      return
    case 'start':
      fleet.addStarted(want.at)
      return
    case 'describe':
      return fleet.describeMapRun(want.at)
    case 'list':
      return fleet.list(want.at, want.status)
    case 'define':
      return fleet.define(want.id)
  }
}
