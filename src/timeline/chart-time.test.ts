import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { chartTime, withMembers } from './chart-time.ts'

const open = createTreeBuilder().append(eventsOf('1<0 ExecutionStarted @100 2<0 PassStateEntered P @200'))

describe('the time of a chart', () => {
  it('ends where the execution is told to, else at its last event, and moves on only while it goes on', () => {
    expect(chartTime({}, open)).toEqual({ startedAt: 100, endsAt: 200 })
    expect(chartTime({ startedAt: 90, stoppedAt: 500 }, open)).toEqual({ startedAt: 90, endsAt: 500 })
    expect(chartTime({ goesOn: true }, open)).toEqual({ startedAt: 100, endsAt: undefined })
  })

  it('goes on to the end of an open execution that nobody waited for', () => {
    const time = { startedAt: 0, endsAt: 100 }
    expect(withMembers(time, [])).toEqual(time)
    expect(withMembers(time, [{ endedAt: 300, outcome: 'failed' }])).toEqual({ startedAt: 0, endsAt: 300 })
    expect(withMembers(time, [{ endedAt: 50, outcome: 'failed' }])).toEqual(time)
    expect(withMembers(time, [{ endedAt: undefined, outcome: 'running' }]).endsAt).toBeUndefined()
    expect(withMembers(time, [{ endedAt: undefined, outcome: undefined }])).toEqual(time)
  })
})
