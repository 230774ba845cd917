import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grownForest } from '../../../e2e/grown-forest.ts'
import { compareRuns } from '../../comparison/compare-runs.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestOf } from '../../forest/grow.ts'
import { memberIdOf, rootKeyOf } from '../../forest/keys.ts'
import { arnOf } from '../../forest/member.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { randomForest } from '../../simulator/forest/random-forest.ts'
import { type Forest as Simulated, simulateForest } from '../../simulator/forest/simulate-forest.ts'
import { doorsInside } from './doors-inside.ts'
import { namingEvents, partnersToRead } from './partners-to-read.ts'

/** A forest of which so much is read: the executions of these ARNs. */
function readOf(simulated: Simulated, arns: ReadonlySet<string>): Forest {
  return grownForest(simulated, unread => unread.find(member => arns.has(arnOf(member) ?? '')))
}

/** Does for the other run what is wanted, until nothing is. */
function readAlong(own: Forest, simulated: Simulated): { readonly other: Forest; readonly arns: ReadonlySet<string> } {
  const arns = new Set<string>()
  for (;;) {
    const other = readOf(simulated, arns)
    const { alignment } = compareRuns({ forest: other, member: 0 }, { forest: own, member: 0 })
    const before = arns.size
    for (const key of partnersToRead(own, other, alignment).executions) {
      const member = key === rootKeyOf(memberIdOf(key)) ? other.member(memberIdOf(key)) : undefined
      arns.add((member && arnOf(member)) ?? other.graft(key)?.arn ?? '')
    }
    if (arns.size === before) return { other, arns }
  }
}

function ofAnyPair(holds: (own: Simulated, other: Simulated, pick: number) => void): void {
  const property = fc.property(fc.nat(3_000), fc.nat(3_000), fc.nat(), (seed, seedOfOther, pick) => {
    const { machine, options } = randomForest(seed)
    const [own, other] = [simulateForest(machine, options), simulateForest(machine, { ...options, seed: seedOfOther })]
    if (own.executions.size + other.executions.size <= 40) holds(own, other, pick)
  })
  fc.assert(property, { numRuns: 15 })
}

describe('partnersToRead', () => {
  it('reads nothing as long as nothing is open in this run', () => {
    ofAnyPair((own, other) => {
      const top = readOf(own, new Set())
      expect(readAlong(top, other).arns.size).toBe(0)
    })
  })

  it('reads what stands there for each execution that is open here, and nothing else', () => {
    ofAnyPair((own, other, pick) => {
      const arns = [...own.executions.keys()].filter((_, at) => (pick >> (at % 16)) % 2 === 0)
      const here = readOf(own, new Set(arns))
      const there = readAlong(here, other)
      const { inB } = compareRuns({ forest: there.other, member: 0 }, { forest: here, member: 0 }).alignment
      for (const { id, state, at } of there.other.knownMembers()) {
        if (id === 0) continue
        const partner = inB.get(rootKeyOf(id))
        const isOpen = partner !== undefined && here.member(memberIdOf(partner))?.state.kind === 'read'
        // What cannot be read (Express) is asked for and stays as it is.
        if (state.kind === 'read') expect(isOpen).toBe(true)
        else if (isOpen && at !== undefined) expect(there.other.member(id)?.tree).toBeUndefined()
      }
    })
  })

  it('has the whole of an open run read that is held against itself', () => {
    const property = fc.property(fc.nat(3_000), seed => {
      const { machine, options } = randomForest(seed)
      const simulated = simulateForest(machine, options)
      if (simulated.executions.size > 25) return
      const own = readOf(simulated, new Set(simulated.executions.keys()))
      const { other } = readAlong(own, simulated)
      expect(other.knownMembers().map(({ state }) => state.kind)).toEqual(
        own.knownMembers().map(({ state }) => state.kind),
      )
      const { onPath, unread, alignment } = compareRuns({ forest: other, member: 0 }, { forest: own, member: 0 })
      expect(onPath.rows).toEqual([])
      expect(doorsInside({ unread, alignment }, own, other)).toMatchObject({ other: [] })
    })
    fc.assert(property, { numRuns: 10 })
  })

  it('asks for the payloads that name what was started, where the other run came without', () => {
    const started =
      '1<0 ExecutionStarted  2<0 TaskStateEntered Pay  3<2 TaskScheduled resourceType=states resource=startExecution.sync'
    const bare = forestOf(
      createTreeBuilder().append(
        eventsOf(`${started}  4<3 TaskSubmitted resourceType=states resource=startExecution.sync`),
      ),
    )
    expect(namingEvents(bare)).toContain(4)
  })
})
