import { expect, it } from 'vitest'
import { EMPTY_LOAD } from '../../loading/load-state.ts'
import { progressOf } from '../../loading/progress.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { wantedEvents } from './wanted-events.ts'

const flags = { blocked: false, complete: true, paused: false, following: false, telling: false }
const times = { requests: 0, nextPollAt: undefined, nextRetryAt: undefined }
const here = [{ from: 1, to: 4 }]

it('are the events of the selected span whose payloads stay away', () => {
  const events = eventsOf('1<0 ExecutionStarted 2<0 PassStateEntered P 3<2 PassStateExited P 4<3 ExecutionSucceeded')
  const builder = createTreeBuilder()
  const progress = progressOf({ ...EMPTY_LOAD, loaded: here, lastId: 4 }, flags, times)
  const want = (tree = builder.tree) => wantedEvents({ tree, progress }, 2, tree.spanOfEvent(2))
  builder.append(events)
  expect(want()).toEqual([2, 3])
  builder.append(
    events.map(event => (event.id === 2 ? { ...event, details: { ...event.details, input: '{}' } } : event)),
  )
  expect(want()).toEqual([3])
  const whole = progressOf({ ...EMPTY_LOAD, loaded: here, payloads: here, lastId: 4 }, flags, times)
  expect(wantedEvents({ tree: builder.tree, progress: whole }, 2, builder.tree.spanOfEvent(2))).toEqual([])
})

it('is the event that a link names, as long as it is not here', () => {
  const progress = progressOf(EMPTY_LOAD, flags, times)
  expect(wantedEvents({ tree: undefined, progress }, 17, undefined)).toEqual([17])
})
