import { expect, it } from 'vitest'
import type { Forest } from '../forest/forest.ts'
import { forestWith, withChildren } from '../forest/grow.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { atOnce } from '../waits/slices.ts'
import type { Query } from './query.ts'
import { matchAcross, noMatchesYet, type QueryMatchAcross } from './query-across.ts'
import { parseQuery } from './query-parse.ts'
import { toldMembersOf } from './told-members.ts'

const arn = (name: string, machine = 'Orders') => `arn:aws:states:eu-west-1:123456789012:execution:${machine}:${name}`

function query(text: string): Query {
  const parsed = parseQuery(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.query
}

function answer(forest: Forest, text: string): QueryMatchAcross {
  const found = atOnce(matchAcross(toldMembersOf(forest), query(text), { forest }))
  if (found === undefined) throw new Error('nothing was asked')
  return found
}

const MAP_RUN = 8

function listedChild(index: number) {
  const name = `child-${index}`
  const times = { startedAt: index, stoppedAt: index + 1_000 }
  return { executionArn: arn(name, 'Orders/Fan'), name, status: 'SUCCEEDED', ...times, redriveCount: 0, itemCount: 1 }
}

/** A Map Run whose children came in pages of a thousand. */
function listedForest(count: number): Forest {
  const tree = createTreeBuilder().append(
    eventsOf(`
      1<0 ExecutionStarted   2<0 MapStateEntered Fan   3<2 MapStateStarted length=0   4<3 MapRunStarted mapRunArn=run`),
  )
  let forest = forestWith({ ref: { kind: 'aws', arn: arn('parent') }, tree })
  for (let from = 0; from < count; from += 1_000) {
    const page = Array.from({ length: Math.min(1_000, count - from) }, (_, at) => listedChild(from + at))
    forest = withChildren(forest, MAP_RUN, page)
  }
  return forest
}

it('finds a task by the execution that it started, before anything is known of that but its ARN', () => {
  const started = {
    resourceType: 'states',
    resource: 'startExecution',
    output: `{"ExecutionArn":"${arn('run-7', 'Pay')}"}`,
  }
  const events = eventsOf('1<0 ExecutionStarted  2<0 TaskStateEntered Pay  3<2 TaskScheduled  4<3 TaskSucceeded')
  const told = events.map(event =>
    event.type.startsWith('TaskS') && event.id > 2 ? { ...event, details: started } : event,
  )
  const forest = forestWith({ ref: { kind: 'aws', arn: arn('parent') }, tree: createTreeBuilder().append(told) })
  const { found, leads, listed } = answer(forest, 'execution:run-7 machine:Pay')
  expect(found.map(key => forest.node(key)?.span?.kind)).toEqual(['taskAttempt'])
  expect(leads.map(key => forest.node(key)?.span?.kind)).toEqual(['taskAttempt', 'stateVisit'])
  expect(listed.count).toBe(1)
  expect(answer(forest, 'execution:run-7 state:Charge').listed).toMatchObject({ count: 0, mayHold: 1 })
  expect(answer(forest, 'execution:run-8').found).toEqual([])
})

it('counts all of a hundred thousand listed children that match, and leads to the first thousand', () => {
  const forest = listedForest(100_000)
  const { found, listed } = answer(forest, 'execution:child-1 outcome:succeeded duration:>900ms')
  // 1, 10 to 19, 100 to 199, … of 0 to 99,999.
  expect(listed).toMatchObject({ count: 11_111, mayHold: 0, without: [] })
  expect(found).toHaveLength(1_000)
  expect(answer(forest, 'machine:Orders/Fan').listed.count).toBe(100_000)
})

it('tells a list of which nothing matches, whatever is in it, from one that may hold something', () => {
  const forest = listedForest(20)
  expect(answer(forest, 'execution:nobody').listed).toMatchObject({ count: 0, mayHold: 0 })
  expect(answer(forest, 'execution:nobody').listed.without).toEqual([forest.graft(MAP_RUN)?.children])
  expect(answer(forest, 'execution:child-7 state:Charge').listed).toMatchObject({ count: 0, mayHold: 1, without: [] })
  // Of what lies inside a list tells nothing.
  expect(answer(forest, 'state:Charge').listed).toMatchObject({ count: 0, mayHold: 0, without: [] })
})

it('asks a list that has grown for its new page alone', () => {
  const known = noMatchesYet()
  const before = listedForest(2_000)
  atOnce(matchAcross(toldMembersOf(before), query('execution:child'), { forest: before, known }))
  const after = withChildren(before, MAP_RUN, [listedChild(2_000)])
  const pages = after.graft(MAP_RUN)?.children.listedPages ?? []
  expect(pages.map(page => known.ofPages.has(page))).toEqual([true, true, false])
})
