import { describe, expect, it } from 'vitest'
import { forestWith } from '../forest/grow.ts'
import type { Member } from '../forest/member.ts'
import type { ExecutionSummary } from '../history/execution-summary.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { transitionsAcross } from './transitions-across.ts'

const tree = createTreeBuilder().append(
  eventsOf('1<0 ExecutionStarted  2<0 PassStateEntered P  3<2 PassStateExited P  4<3 ExecutionSucceeded'),
)
const summary: ExecutionSummary = {
  ...{ stateMachineName: 'Orders', name: 'run-7', status: 'SUCCEEDED', redriveCount: 0 },
  ...{ startedAt: undefined, stoppedAt: undefined },
}

function memberOf(resource: string): Member {
  const ref = { kind: 'aws', arn: `arn:aws:states:eu-west-1:123456789012:${resource}` } as const
  const member = forestWith({ ref, summary, tree }).member(0)
  if (member === undefined) throw new Error('a forest without its root')
  return member
}

describe('transitionsAcross', () => {
  it('keeps Express executions apart from Standard ones of a state machine of the same name', () => {
    const told = transitionsAcross([memberOf('execution:Orders:run-7'), memberOf('express:Orders/Items:run-7:id')])
    expect(told).toMatchObject([
      { machine: 'Orders', executions: 1, total: 1, express: undefined },
      { machine: 'Orders', executions: 1, express: { requests: 1, billedMs: 100, untold: 0 } },
    ])
  })
})
