import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { attemptsOf, downwards } from '../../model/walk.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { randomCase } from '../../simulator/random-machine.ts'
import { simulate } from '../../simulator/simulate.ts'
import { stretchesOfBar, timeIn } from './bar-stretches.ts'

const KINDS = ['queued', 'running', 'waiting', 'backoff'] as const

it('tells the wait for a callback apart from running', () => {
  const tree = createTreeBuilder().append(
    eventsOf(`
      1<0 ExecutionStarted  2<0 TaskStateEntered Ask
      3<2 TaskScheduled resourceType=sqs resource=sendMessage.waitForTaskToken @10
      4<3 TaskStarted @12  5<4 TaskSubmitted @50  6<5 TaskSucceeded @90050`),
  )
  const attempt = tree.spanOfEvent(3)
  const stretches = attempt === undefined ? [] : stretchesOfBar(tree, attempt)
  expect(KINDS.map(kind => timeIn(stretches, kind, 0))).toEqual([2, 38, 90_000, undefined])
})

it('of a visit is the sum of its attempts, kind by kind', () => {
  fc.assert(
    fc.property(randomCase(), ({ machine, options }) => {
      const tree = createTreeBuilder().append(simulate(machine, options).events)
      const now = tree.lastEventAt ?? 0
      for (const visit of downwards(tree, tree.root)) {
        const attempts = visit.kind === 'stateVisit' ? attemptsOf(tree, visit) : []
        if (attempts.length === 0) continue
        const whole = stretchesOfBar(tree, visit)
        const parts = attempts.flatMap(attempt => stretchesOfBar(tree, attempt))
        for (const kind of KINDS) expect(timeIn(parts, kind, now)).toBe(timeIn(whole, kind, now))
      }
    }),
    { numRuns: 150 },
  )
})
