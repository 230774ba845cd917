import { describe, expect, it } from 'vitest'
import { troubleTree } from '../../../e2e/trouble.ts'
import { failureGroups } from '../../analysis/failure-groups.ts'
import { parseQuery } from '../../analysis/query-parse.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { atOnce } from '../../waits/slices.ts'
import { historySteps } from './history-entries.ts'

const entriesOf = (tree: ExecutionTree) => atOnce(historySteps(tree, failureGroups(tree)))

const FAN = createTreeBuilder().append(
  eventsOf(`
    1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted
    4<3 MapIterationStarted Fan 0  5<4 TaskStateEntered Book  6<5 TaskScheduled  7<6 TaskStarted  8<7 TaskSucceeded
    9<8 TaskStateExited Book  10<9 MapIterationSucceeded Fan 0
    11<3 MapIterationStarted Fan 1  12<11 TaskStateEntered Book  13<12 TaskScheduled  14<13 TaskStarted
    15<14 TaskFailed error=NoCar  16<15 MapIterationFailed Fan 1  17<16 MapStateFailed  18<17 ExecutionFailed error=NoCar`),
)

describe('what can be found of a history', () => {
  const { entries, standOut } = entriesOf(FAN)
  const of = (group: string) => entries.filter(entry => entry.group === group)

  it('is its errors', () => {
    expect(of('errors')).toMatchObject([
      {
        title: 'NoCar',
        note: 'in Fan › Book',
        figure: '1×',
        query: 'error:NoCar',
        target: { kind: 'event', eventId: 15 },
      },
    ])
  })
  it('is its states, which lead to a visit that failed', () => {
    expect(of('states').map(({ title, figure }) => [title, figure])).toEqual([
      ['Fan', '1 visit'],
      ['Book', '2 visits'],
    ])
    const book = of('states')[1]
    expect(book?.note).toContain('in Fan')
    expect(book?.target).toEqual({ kind: 'span', key: FAN.spanOfEvent(12)?.key })
  })
  it('is its iterations, with what went wrong in them', () => {
    expect(of('iterations').map(({ title, note }) => `${title} ${note}`)).toEqual([
      '#0 Fan, slowest',
      '#1 Fan, failed in Book, NoCar, slowest',
    ])
    expect(standOut.map(({ title }) => title).toSorted()).toEqual(['#0', '#1'])
  })
  it('tells how often something in an iteration was tried again', () => {
    const tried = entriesOf(
      createTreeBuilder().append(
        eventsOf(`
          1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted
          4<3 MapIterationStarted Fan 0  5<4 TaskStateEntered Book  6<5 TaskScheduled  7<6 TaskStarted  8<7 TaskSucceeded
          9<8 TaskStateExited Book  10<9 MapIterationSucceeded Fan 0
          11<3 MapIterationStarted Fan 1  12<11 TaskStateEntered Book  13<12 TaskScheduled  14<13 TaskStarted
          15<14 TaskFailed error=NoCar  16<15 TaskScheduled  17<16 TaskStarted  18<17 TaskSucceeded
          19<18 TaskStateExited Book  20<19 MapIterationSucceeded Fan 1`),
      ),
    ).entries.filter(({ group }) => group === 'iterations')
    expect(tried.map(({ title, note }) => `${title} ${note}`)).toEqual([
      '#0 Fan, slowest',
      '#1 Fan, most retries: 1, slowest',
    ])
  })
  it('has queries that can be read', () => {
    for (const { query } of entries) expect(parseQuery(query ?? '')).toHaveProperty('query')
  })
  it('has each thing once, in histories of all sorts', () => {
    for (const name of ['caught-then-fail-state'] as const) {
      const ids = entriesOf(troubleTree(name)).entries.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })
})
