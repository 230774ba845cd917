import { expect, it } from 'vitest'
import { matchAcross } from '../../analysis/query-across.ts'
import { matchQuery } from '../../analysis/query-match.ts'
import { parseQuery } from '../../analysis/query-parse.ts'
import { toldMembersOf } from '../../analysis/told-members.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestWith, withChange, withChildren } from '../../forest/grow.ts'
import { globalKey, rootKeyOf } from '../../forest/keys.ts'
import { spanId } from '../../model/keys.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { chartTrees } from '../../timeline/chart-trees.ts'
import { hides, markedBy, onlyMatching } from './shown-matches.ts'

const tree = createTreeBuilder().append(
  eventsOf(`
    1<0 ExecutionStarted         2<0 MapStateEntered Fan       3<2 MapStateStarted
    4<3 MapIterationStarted Fan 0   5<4 TaskStateEntered Charge   6<5 TaskScheduled   7<6 TaskStarted
    8<7 TaskFailed error=Declined   9<8 TaskScheduled   10<9 TaskStarted   11<10 TaskSucceeded   12<11 TaskStateExited Charge
    13<12 MapIterationSucceeded Fan 0   14<13 MapStateSucceeded   15<14 MapStateExited Fan
    16<15 PassStateEntered Report   17<16 PassStateExited Report   18<17 ExecutionSucceeded`),
)

function matchOf(text: string) {
  const parsed = parseQuery(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return matchQuery(tree, parsed.query)
}

/** What is hidden in executions of a forest where a query is asked of all that are read. */
function filtered(forest: Forest, text: string) {
  const parsed = parseQuery(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  const members = toldMembersOf(forest)
  const steps = matchAcross(members, parsed.query, { forest })
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done !== true) continue
    if (step.value === undefined) throw new Error('nothing to ask')
    return onlyMatching(members, step.value)
  }
}

const arn = (name: string) => `arn:aws:states:eu-west-1:123456789012:execution:M:${name}`
const alone = withChange(forestWith({ ref: { kind: 'aws', arn: arn('root') }, tree }), 0, { state: { kind: 'read' } })

const ids = (keys: Iterable<number>) =>
  [...keys].flatMap(key => {
    const span = tree.span(key)
    return span === undefined ? [] : [spanId(span)]
  })

it('shows a state with its attempts, and hides what does not lie around it', () => {
  const { only, hidden } = filtered(alone, 'state:Charge')
  expect(ids(only)).toEqual(['s5', 'a6', 'a9'])
  // Of Fan, its iteration, Charge, two attempts and Report, the last is hidden.
  expect(hidden).toBe(1)
})

it('shows an iteration with all that is in it', () => {
  expect(ids(filtered(alone, 'iteration:0').only).toSorted()).toEqual(['a6', 'a9', 'i4', 's5'])
})

it('marks the visit of an attempt that matches', () => {
  expect(ids(markedBy([{ id: 0, tree }], matchOf('error:Declined').spans))).toEqual(['a6', 's5'])
})

it('hides everything where nothing matches', () => {
  expect(filtered(alone, 'state:Nowhere')).toMatchObject({ only: new Set(), hidden: 6, executions: 1 })
})

it('keeps and counts in executions below as in the one on the page, and tells which were asked whole', () => {
  const report = tree.spanOfEvent(16)?.key ?? -1
  const child = { name: 'c', status: 'RUNNING', startedAt: 0, stoppedAt: undefined, redriveCount: 0, itemCount: 1 }
  const listed = withChildren(alone, report, [
    { ...child, executionArn: arn('a'), name: 'a' },
    { ...child, executionArn: arn('b'), name: 'b' },
    { ...child, executionArn: arn('c') },
  ])
  const whole = withChange(listed, 1, { tree, state: { kind: 'read' } })
  const { only, asked, hidden, executions } = filtered(
    withChange(whole, 2, { tree, state: { kind: 'loading' } }),
    'state:Charge',
  )
  for (const member of [0, 1, 2]) expect(only).toContain(globalKey(member, tree.spanOfEvent(5)?.key ?? -1))
  expect(only).not.toContain(rootKeyOf(3))
  expect([0, 1, 2, 3].filter(id => asked.has(id))).toEqual([0, 1])
  const filter = filtered(whole, 'state:Charge')
  const reportIn = (member: number) => globalKey(member, report)
  const reports = [0, 1, 2, 3].filter(member => hides(filter, chartTrees(tree, whole), reportIn(member)))
  // It leads below in the first; of the two that are not read nobody knows.
  expect(reports).toEqual([1])
  // Report is shown in the first: it leads to the others.
  expect({ hidden, executions }).toEqual({ hidden: 2, executions: 3 })
})
