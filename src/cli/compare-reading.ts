import type { WantRules } from '../analysis/wants.ts'
import { type UnreadPair, unreadPairs } from '../comparison/unread-pairs.ts'
import type { GlobalKey } from '../forest/keys.ts'
import type { Fleet } from '../loading/fleet.ts'
import { readWanted } from './explain-reading.ts'

/**
 * Reads two executions, each fleet's member 0, and of what they started that which their difference can be told from. Both
 * executions come first: a small ceiling of requests is not spent on the children of one.
 */
export async function readBoth(fleets: readonly [Fleet, Fleet], rules: WantRules | 'alone'): Promise<void> {
  await Promise.all(fleets.map(fleet => readTop(fleet)))
  if (rules === 'alone') return
  await readPairs(fleets, rules.children)
  // What lies in files is here already.
  const whole = fleets.filter(({ isOfFiles }) => rules.all || isOfFiles)
  await Promise.all(whole.map(fleet => readWanted(fleet, { ...rules, all: true })))
}

async function readTop(fleet: Fleet): Promise<void> {
  await fleet.open(0)
  fleet.close(0)
  await fleet.define(0)
}

/** Step by step, as what is read tells what was waited for inside it. What was asked for in vain is not asked for again. */
async function readPairs([a, b]: readonly [Fleet, Fleet], most: number): Promise<void> {
  const asked = { a: new Set<GlobalKey>(), b: new Set<GlobalKey>() }
  for (let left = most; left > 0; ) {
    const pairs = unreadPairs({ forest: a.view.forest, member: 0 }, { forest: b.view.forest, member: 0 })
    const next = pairs.map(pair => without(pair, asked)).filter(pair => pair.a !== undefined || pair.b !== undefined)
    if (next.length === 0) return
    const now = next.slice(0, left)
    left -= now.length
    for (const pair of now) {
      if (pair.a !== undefined) asked.a.add(pair.a)
      if (pair.b !== undefined) asked.b.add(pair.b)
    }
    await Promise.all(now.flatMap(pair => [readStarted(a, pair.a), readStarted(b, pair.b)]))
  }
}

function without({ a, b }: UnreadPair, asked: Readonly<Record<'a' | 'b', ReadonlySet<GlobalKey>>>): UnreadPair {
  return {
    a: a === undefined || asked.a.has(a) ? undefined : a,
    b: b === undefined || asked.b.has(b) ? undefined : b,
  }
}

async function readStarted(fleet: Fleet, at: GlobalKey | undefined): Promise<void> {
  const id = at === undefined ? undefined : fleet.addStarted(at)
  if (id === undefined) return
  await fleet.open(id)
  // It is not followed any further: that would ask AWS again while others are read.
  fleet.close(id)
}
