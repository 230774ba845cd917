import fc from 'fast-check'
import { expect, it } from 'vitest'
import { grownForest } from '../../e2e/grown-forest.ts'
import type { Forest } from '../forest/forest.ts'
import { globalKey, memberIdOf, rootKeyOf } from '../forest/keys.ts'
import { arnOf, type Member } from '../forest/member.ts'
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

function answer(members: readonly Member[], text: string, forest?: Forest): QueryMatchAcross {
  const steps = matchAcross(members, query(text), { forest })
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

/** Where the executions lie that an answer finds as wholes, and all in which it finds anything. */
function arnsFound(forest: Forest, { found }: QueryMatchAcross) {
  const arnAt = (key: number) =>
    arnOf(forest.member(memberIdOf(key)) ?? { ref: { kind: 'sample', name: '' }, summary: undefined })
  const roots = found.filter(key => key === rootKeyOf(memberIdOf(key)))
  return { wholes: new Set(roots.map(arnAt)), holders: new Set(found.map(arnAt)) }
}

const ABOUT_EXECUTIONS = [
  (name: string) => `execution:${name}`,
  (name: string) => `-execution:${name}`,
  (name: string) => `execution:${name} outcome:failed`,
  (name: string) => `execution:${name} duration:>1s`,
  (name: string) => `execution:${name} state:State`,
  (name: string) => `execution:${name} or outcome:failed`,
  (_: string, machine: string) => `machine="${machine}"`,
  (_: string, machine: string) => `machine:${machine} outcome:failed`,
]

it('finds executions that are listed as they are found once they are read, or says that they may hold something', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(5), fc.nat(100), fc.constantFrom(...ABOUT_EXECUTIONS), (seed, read, at, text) => {
      const { machine, options } = randomForest(seed)
      const simulated = simulateForest(machine, options)
      if (simulated.executions.size > 60) return
      const whole = grownForest(simulated)
      let left = read
      const part = grownForest(simulated, ([next]) => (left-- > 0 ? next : undefined))
      const told = toldMembersOf(whole)
      const wanted = told[at % told.length]
      if (wanted === undefined) return
      const words = text(memberName(wanted), machineName(wanted) ?? '')
      const later = arnsFound(whole, answer(told, words, whole))
      const now = answer(toldMembersOf(part), words, part)
      const found = arnsFound(part, now)
      const express = (arn: string) => whole.memberOfArn(arn)?.tree === undefined
      for (const arn of found.wholes) if (arn !== undefined && !express(arn)) expect(later.wholes).toContain(arn)
      const unread = Array.from({ length: part.memberCount }, (_, id) => part.member(id)).filter(
        member => member?.state.kind === 'listed',
      )
      const missed = unread.filter(member => {
        const arn = member && arnOf(member)
        return arn !== undefined && later.holders.has(arn) && !found.holders.has(arn)
      })
      expect(missed.length).toBeLessThanOrEqual(now.listed.mayHold)
      expect(now.listed.count).toBe(now.listed.found.length)
      expect(now.listed.count + now.listed.mayHold).toBeLessThanOrEqual(unread.length)
      // Whatever is found below is reached by what leads there.
      for (const key of now.listed.found) expect(now.leads).toContain(part.member(memberIdOf(key))?.at)
    }),
    { numRuns: 60 },
  )
})
