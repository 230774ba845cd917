import fc from 'fast-check'
import { expect, it } from 'vitest'
import { grownForest } from '../../e2e/grown-forest.ts'
import { globalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import { arnOf } from '../forest/member.ts'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { simulateForest } from '../simulator/forest/simulate-forest.ts'
import { machineName, memberName } from '../words/member-names.ts'
import type { Query } from './query.ts'
import { matchAcross, type QueryMatchAcross } from './query-across.ts'
import { matchQuery } from './query-match.ts'
import { parseQuery } from './query-parse.ts'
import { valuesAcross, valuesFor } from './query-suggest.ts'
import { toldMembersOf } from './told-members.ts'

function query(text: string): Query {
  const parsed = parseQuery(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.query
}

function membersOf(seed: number) {
  const { machine, options } = randomForest(seed)
  const forest = simulateForest(machine, options)
  return forest.executions.size > 60 ? [] : toldMembersOf(grownForest(forest))
}

function answer(members: ReturnType<typeof membersOf>, text: string): QueryMatchAcross {
  const steps = matchAcross(members, query(text), new WeakMap())
  for (;;) {
    const step = steps.next()
    if (step.done !== true) continue
    if (step.value === undefined) throw new Error('nothing was asked')
    return step.value
  }
}

const TEXTS = [
  'state:State outcome:failed',
  'error:Boom',
  'Throttled',
  'duration:>100ms',
  '-outcome:succeeded',
  'attempt:>1',
]

it('finds in all executions what each finds by itself', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.constantFrom(...TEXTS), (seed, text) => {
      const members = membersOf(seed)
      if (members.length === 0) return
      const alone = members.flatMap(({ id, tree }) =>
        tree === undefined ? [] : matchQuery(tree, query(text)).spans.map(key => globalKey(id, key)),
      )
      expect(answer(members, text).found).toEqual(alone)
    }),
    { numRuns: 25 },
  )
})

it('finds executions by their name, their ARN and their state machine', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(100), (seed, at) => {
      const members = membersOf(seed)
      const wanted = members[at % Math.max(1, members.length)]
      if (wanted === undefined) return
      const root = [rootKeyOf(wanted.id)]
      expect(answer(members, `execution:${memberName(wanted)}`).found).toEqual(root)
      expect(answer(members, `execution="${arnOf(wanted)}"`).found).toEqual(root)
      const others = answer(members, `-execution:${memberName(wanted)}`).found
      expect(others).toEqual(members.filter(({ id }) => id !== wanted.id).map(({ id }) => rootKeyOf(id)))
      const machine = machineName(wanted) ?? ''
      const same = members.filter(member => machineName(member) === machine).map(({ id }) => id)
      const found = answer(members, `machine="${machine}" outcome:failed`).found
      const failed = answer(members, 'outcome:failed').found.filter(key => same.includes(memberIdOf(key)))
      // An execution that failed is found as a whole, which no question about outcomes alone does.
      expect(found.filter(key => key !== rootKeyOf(memberIdOf(key)))).toEqual(failed)
      expect(valuesAcross(members, 'machine', tree => valuesFor(tree, 'machine'))).toContainEqual({
        value: machine,
        count: same.length,
      })
    }),
    { numRuns: 25 },
  )
})
