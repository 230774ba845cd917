import { expect, it } from 'vitest'
import { matchQuery } from '../../analysis/query-match.ts'
import { parseQuery } from '../../analysis/query-parse.ts'
import { spanId } from '../../model/keys.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { markedBy, onlyMatching } from './shown-matches.ts'

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

const ids = (keys: Iterable<number>) =>
  [...keys].flatMap(key => {
    const span = tree.span(key)
    return span === undefined ? [] : [spanId(span)]
  })

it('shows a state with its attempts, and hides what does not lie around it', () => {
  const { only, hidden } = onlyMatching(tree, matchOf('state:Charge'))
  expect(ids(only)).toEqual(['s5', 'a6', 'a9'])
  // Of Fan, its iteration, Charge, two attempts and Report, the last is hidden.
  expect(hidden).toBe(1)
})

it('shows an iteration with all that is in it', () => {
  expect(ids(onlyMatching(tree, matchOf('iteration:0')).only).toSorted()).toEqual(['a6', 'a9', 'i4', 's5'])
})

it('marks the visit of an attempt that matches', () => {
  expect(ids(markedBy(tree, matchOf('error:Declined')))).toEqual(['a6', 's5'])
})

it('hides everything where nothing matches', () => {
  expect(onlyMatching(tree, matchOf('state:Nowhere'))).toEqual({ only: new Set(), hidden: 6 })
})
