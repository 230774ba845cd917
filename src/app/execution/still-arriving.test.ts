import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { isStillArriving } from './still-arriving.ts'

const EVENTS = eventsOf(
  '1<0 ExecutionStarted 2<0 TaskStateEntered T 3<2 TaskScheduled 4<3 TaskFailed error=E 5<4 ExecutionFailed error=E',
)
const whole = createTreeBuilder().append(EVENTS)
const beginning = createTreeBuilder().append(EVENTS.slice(0, 3))

describe('more is still arriving', () => {
  it('while pages come, also where what is here begins at the start and has no gap', () => {
    const progress = { phase: 'loading', totalEvents: 5 } as const
    expect(isStillArriving({ progress, tree: beginning }, beginning)).toBe(true)
    expect(isStillArriving({ progress: { ...progress, phase: 'failed' }, tree: beginning }, beginning)).toBe(true)
  })

  it('until the tree that is told of is the one that is here', () => {
    const progress = { phase: 'complete', totalEvents: 5 } as const
    expect(isStillArriving({ progress, tree: whole }, beginning)).toBe(true)
    expect(isStillArriving({ progress, tree: whole }, whole)).toBe(false)
  })

  it('not between two looks at an execution that runs', () => {
    const progress = { phase: 'following', totalEvents: 3 } as const
    expect(isStillArriving({ progress, tree: whole }, beginning)).toBe(false)
  })
})
