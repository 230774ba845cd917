import { expect, it } from 'vitest'
import { withChange, withChildren } from '../forest/grow.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { createFleetState } from './fleet-state.ts'
import { createRequestBudget } from './request-budget.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:M/R:1'
const tree = createTreeBuilder().append(
  eventsOf(`
  1<0 ExecutionStarted  2<0 MapStateEntered Reindex  3<2 MapStateStarted  4<3 MapRunStarted mapRunArn=${RUN}`),
)
const at = tree.spanOfEvent(4)?.key ?? -1

it('tells of the pages of a list together, and of anything else at once', async () => {
  const surroundings = createVirtualTime()
  const ref = { kind: 'aws', arn: 'arn:aws:states:eu-west-1:123456789012:execution:M:root' } as const
  const state = createFleetState({ ref, budget: createRequestBudget(undefined), surroundings })
  state.grow(forest => withChange(forest, 0, { tree }))
  const told: number[] = []
  state.subscribe(() => told.push(state.view.forest.graft(at)?.children.count ?? 0))
  const addChild = (n: number, how: 'now' | 'soon') => {
    const name = `c${n}`
    const executionArn = `arn:aws:states:eu-west-1:123456789012:execution:M/R:${name}`
    const item = { executionArn, name, status: 'RUNNING', startedAt: 1, stoppedAt: undefined, redriveCount: 0 }
    state.grow(forest => withChildren(forest, at, [{ ...item, itemCount: 1 }]), how)
  }
  for (let n = 0; n < 20; n++) addChild(n, 'soon')
  // Who looks sees all of them.
  expect([state.view.forest.graft(at)?.children.count, told]).toEqual([20, []])
  await surroundings.next()
  expect(told).toEqual([20])
  addChild(20, 'soon')
  addChild(21, 'now')
  expect(told).toEqual([20, 22])
  await surroundings.next()
  expect(told).toEqual([20, 22])
})
