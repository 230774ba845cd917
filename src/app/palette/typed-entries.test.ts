import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { eventEntry, pastedEntry, searchEntry } from './typed-entries.ts'

const EXECUTION = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-7'

describe('what is pasted', () => {
  it('is what it opens', () => {
    expect(pastedEntry(` "${EXECUTION}" `)).toMatchObject({
      title: 'Open execution',
      note: 'Orders / run-7',
      target: { kind: 'route', route: { kind: 'execution', link: { ref: { kind: 'aws', arn: EXECUTION } } } },
    })
    const run = 'arn:aws:states:eu-west-1:123456789012:mapRun:Orders/Fan:11111111-2222-3333-4444-555555555555'
    expect(pastedEntry(run)).toMatchObject({ title: 'Open Map Run', target: { route: { kind: 'mapRun', arn: run } } })
    const console = `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${EXECUTION}`
    expect(pastedEntry(console)).toMatchObject({ note: 'Orders / run-7' })
    expect(pastedEntry('http://127.0.0.1:7070/#/samples/retry-storm?v=1&event=12')).toMatchObject({
      title: 'Open this link',
      target: { route: { kind: 'execution', link: { ref: { kind: 'sample', name: 'retry-storm' }, event: 12 } } },
    })
  })
  it('opens an Express execution, with the time that a link tells', () => {
    const arn = 'arn:aws:states:eu-west-1:123456789012:express:Orders:run-7:a1b2'
    const link = `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/express-executions/details/${arn}?startDate=1713959670672`
    expect(pastedEntry(link)).toMatchObject({
      target: { route: { link: { ref: { kind: 'aws', arn, startedAt: 1_713_959_670_672 } } } },
    })
  })
  it('says why it cannot be opened', () => {
    expect(pastedEntry('arn:aws:sqs:eu-west-1:123456789012:queue')).toMatchObject({ target: { kind: 'nothing' } })
  })
  it('is no ARN where it is a word', () => {
    for (const word of ['', 'led', '#941', 'Warnings', 'learn']) expect(pastedEntry(word)).toBeUndefined()
  })
})

describe('an event', () => {
  const tree = createTreeBuilder().append(
    eventsOf('1<0 ExecutionStarted  2<0 TaskStateEntered Book  3<2 TaskScheduled  4<3 TaskStarted'),
  )
  it('is found by its number, as it is written', () => {
    for (const text of ['3', '#3', ' # 3 ', '#03']) {
      expect(eventEntry({ tree }, text)).toMatchObject({
        ...{ title: 'Event #3', note: 'TaskScheduled in Book › Attempt 1', target: { kind: 'event', eventId: 3 } },
      })
    }
  })
  it('is told not to be here, as more may come', () => {
    expect(eventEntry({ tree }, '14,951')?.note).toBe('the last one here is 4')
  })
  it('is nothing but a whole number', () => {
    const below = { member: 7, whose: 'Pay / run-7' }
    expect(eventEntry({ tree, below }, '2')).toMatchObject({
      ...{ title: 'Event #2 of Pay / run-7', target: { kind: 'event', eventId: 2, member: 7 } },
    })
    for (const text of ['0', '#', '3x', '1.5', '-3', '1,23', '']) expect(eventEntry({ tree }, text)).toBeUndefined()
  })
})

describe('the search', () => {
  it('takes what was typed as it stands', () => {
    expect(searchEntry('card').query).toBe('card')
    expect(searchEntry('card "x" y').query).toBe('"card \\"x\\" y"')
    expect(searchEntry('a:b').query).toBe('"a:b"')
  })
})
