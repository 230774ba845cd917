import { expect, it } from 'vitest'
import type { RecentExecution } from './recent-executions.ts'
import { recentMachines } from './recent-machines.ts'

const arn = (name: string) => `arn:aws:states:eu-west-1:123456789012:${name}`
const opened = (ref: RecentExecution['ref'], openedAt: number): RecentExecution => ({
  ...{ ref, openedAt, name: '', stateMachineName: '', status: undefined, startedAt: undefined, stoppedAt: undefined },
  ...{ eventCount: 0, thumbnail: [] },
})

it('each machine of what was opened from AWS once, by what was opened last; a child of a Map Run is of the whole machine', () => {
  const list = [
    opened({ kind: 'aws', arn: arn('execution:Orders/Fan:c') }, 9),
    opened({ kind: 'sample', name: 'x' }, 8),
    opened({ kind: 'aws', arn: arn('execution:Nightly:b') }, 7),
    opened({ kind: 'aws', arn: arn('execution:Orders:a') }, 6),
    opened({ kind: 'aws', arn: 'garbage' }, 5),
  ]
  expect(recentMachines(list, [])).toEqual([
    { arn: arn('stateMachine:Orders'), name: 'Orders', openedAt: 9 },
    { arn: arn('stateMachine:Nightly'), name: 'Nightly', openedAt: 7 },
  ])
})

it('those opened themselves stand among them, each where it was opened last', () => {
  const list = [opened({ kind: 'aws', arn: arn('execution:Orders:a') }, 6)]
  const machine = (name: string, openedAt: number) => ({ arn: arn(`stateMachine:${name}`), name, openedAt })
  expect(recentMachines(list, [machine('Billing:live', 7), machine('Orders', 5), machine('Old', 1)])).toEqual([
    ...[machine('Billing:live', 7), machine('Orders', 6), machine('Old', 1)],
  ])
})
