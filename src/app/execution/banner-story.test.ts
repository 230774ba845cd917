import { describe, expect, it } from 'vitest'
import { troubleTree } from '../../../e2e/trouble.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { bannerSentence, bannerStoryOf } from './banner-story.ts'

const storyOf = (text: string) => bannerStoryOf(createTreeBuilder().append(eventsOf(text)))

describe('bannerStoryOf', () => {
  it('tells the failure that led to a Fail state, and leads to it', () => {
    expect(bannerStoryOf(troubleTree('caught-then-fail-state'))).toEqual({
      what: 'GiveUp ended it, after MakeThumbnails failed',
      error: 'Runtime.InvalidEntrypoint',
      firstLine: 'empty entrypoint',
      path: 'MakeThumbnails',
      attempt: undefined,
      eventId: 5,
      more: undefined,
    })
  })

  it("tells a Fail state's own error too where it is another", () => {
    const ending = (error: string) =>
      storyOf(`
        1<0 ExecutionStarted  2<0 TaskStateEntered Book  3<2 TaskScheduled  4<3 TaskFailed error=NoCar
        5<4 TaskStateExited Book  6<5 FailStateEntered GiveUp  7<6 ExecutionFailed error=${error}`)?.what
    expect(ending('Cancelled')).toBe('GiveUp ended it with Cancelled, after Book failed')
    expect(ending('NoCar')).toBe('GiveUp ended it, after Book failed')
  })

  it('says so where no error is named', () => {
    expect(storyOf('1<0 ExecutionStarted  2<0 FailStateEntered No  3<2 ExecutionFailed')).toMatchObject({
      ...{ what: 'No failed', error: 'no error named', eventId: 2 },
    })
  })

  it('does not say a name twice', () => {
    const story = storyOf('1<0 ExecutionStarted  2<0 FailStateEntered Declined  3<2 ExecutionFailed error=Declined')
    expect(story === undefined ? '' : bannerSentence(story)).toBe('Declined failed')
  })

  it('calls a branch what its row is called', () => {
    expect(
      storyOf(`
        1<0 ExecutionStarted  2<0 ParallelStateEntered Both  3<2 ParallelStateStarted  4<3 PassStateEntered Note
        5<3 TaskStateEntered Call  6<5 TaskScheduled  7<6 TaskFailed error=X  8<7 ParallelStateFailed
        9<8 ExecutionFailed error=X`)?.what,
    ).toBe('Call failed in Both branch Call')
  })
})
