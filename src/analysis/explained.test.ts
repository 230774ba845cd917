import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { troubleTree } from '../../e2e/trouble.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { causeOfEnd } from './cause-of-end.ts'
import { endOf } from './completeness.ts'
import { explainFailure, explainPath, explainTime } from './explained.ts'
import { failureGroups } from './failure-groups.ts'
import { failuresInOrder } from './failures.ts'

describe('explainFailure', () => {
  it('tells where, by what and at which attempt', () => {
    const tree = createTreeBuilder().append(
      eventsOf(`
        1<0 ExecutionStarted  2<0 MapStateEntered Fan  3<2 MapStateStarted length=1  4<3 MapIterationStarted Fan 0
        5<4 ParallelStateEntered Both  6<5 ParallelStateStarted  7<6 PassStateEntered P
        8<6 TaskStateEntered T  9<8 TaskScheduled  10<9 TaskFailed error=X  11<10 TaskScheduled
        12<11 TaskFailed error=X cause="first line"  13<12 ParallelStateFailed  14<13 MapIterationFailed Fan 0
        15<13 MapStateFailed  16<15 ExecutionFailed error=X`),
    )
    const found = causeOfEnd(tree)
    expect(found && explainFailure(tree, found.cause)).toEqual({
      ...{ states: ['Fan', '#0', 'Both', 'branch 2', 'T'], span: 'a11', event: 12 },
      ...{ error: 'X', cause: 'first line', attempt: 2, attempts: 2 },
    })
  })

  it("tells a function's own message, and has no attempt for a Fail state", () => {
    const tree = troubleTree('caught-then-fail-state')
    const found = causeOfEnd(tree)
    expect(found && explainFailure(tree, found.cause)).toEqual({
      ...{ states: ['GiveUp'], span: 's12', event: 12, error: null, cause: null, attempt: null, attempts: null },
    })
    expect(found?.after && explainFailure(tree, found.after)).toMatchObject({
      ...{ states: ['MakeThumbnails'], span: 'a3', event: 5, cause: 'empty entrypoint', attempt: 1, attempts: 1 },
    })
  })

  it('is the execution itself that timed out', () => {
    const tree = createTreeBuilder().append(
      eventsOf('1<0 ExecutionStarted  2<0 WaitStateEntered W  3<0 ExecutionTimedOut'),
    )
    const found = causeOfEnd(tree)
    expect(found && explainFailure(tree, found.cause)).toMatchObject({
      ...{ states: [], span: 'x1', event: 3, error: 'States.Timeout', attempt: null },
    })
  })

  it('names a span of the history and an event of it, for every failure of any history', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const tree = createTreeBuilder().append(simulate(machine, options).events)
      for (const failure of failuresInOrder(tree)) {
        const { span, event, attempt, attempts, states } = explainFailure(tree, failure)
        const named = tree.spanById(span)
        expect(named?.key).toBe(failure.key)
        expect(named?.kind === 'taskAttempt').toBe(attempt !== null)
        if (attempt !== null) expect(attempt).toBeLessThanOrEqual(attempts ?? 0)
        // A runtime error is told by the execution's end, in the visit it happened in.
        if (tree.event(event)?.type !== 'ExecutionFailed') expect(named?.events).toContain(event)
        else expect(named?.kind).toMatch(/stateVisit|mapRun/)
        const path = states.filter(step => !/^#\d+$|^branch \d+$/.test(step))
        expect(path).toEqual(failure.statePath)
      }
    })
    fc.assert(property, { numRuns: 200 })
  })
})

describe('failures by group', () => {
  it('add up, and tell states apart', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const tree = createTreeBuilder().append(simulate(machine, options).events)
      for (const { consequences, count, occurrences, path } of failureGroups(tree).groups) {
        expect(consequences.fatal + consequences.caught + consequences.retried).toBe(count)
        expect(new Set(occurrences.map(({ statePath }) => statePath.join(' › ')))).toEqual(new Set([path]))
      }
    })
    fc.assert(property, { numRuns: 200 })
  })
})

describe('explainTime', () => {
  it('sums to the run, to the microsecond', () => {
    const tree = troubleTree('parallel-map')
    const { totalMs, ...parts } = explainTime(tree)
    expect(Object.values(parts).reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(totalMs, 6)
    expect(totalMs).toBeCloseTo((tree.root.endedAt ?? 0) - tree.root.startedAt, 3)
  })
})

describe('explainPath', () => {
  it('begins at 0, is connected and as long as the run, in any history', () => {
    const property = fc.property(randomCase(), ({ machine, options }) => {
      const tree = createTreeBuilder().append(simulate(machine, options).events)
      let at = 0
      for (const { fromMs, toMs, span } of explainPath(tree)) {
        expect(fromMs).toBe(at)
        expect(tree.spanById(span)).toBeDefined()
        at = toMs
      }
      expect(at).toBe(endOf(tree) - tree.root.startedAt)
    })
    fc.assert(property, { numRuns: 200 })
  })
})
