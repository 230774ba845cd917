import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { graftPlacesOf, startsUntold } from './grafts.ts'

const CHILD = 'arn:aws:states:eu-west-1:123456789012:execution:Child:c'
const EXPRESS = 'arn:aws:states:eu-west-1:123456789012:express:Child:c:1'

/** One task whose events are these, with an ARN in the field of one of them. */
function placesOf(resourceType: string, resource: string, at: { event: string; field: string; text: string }) {
  const integration = `resourceType=${resourceType} resource=${resource}`
  const told = (event: string) => (at.event === event ? `${at.field}=PAYLOAD` : '')
  const events = eventsOf(`
    1<0 ExecutionStarted
    2<0 TaskStateEntered Start
    3<2 TaskScheduled ${integration} ${told('Scheduled')}
    4<3 TaskStarted ${integration}
    5<4 TaskSubmitted ${integration} ${told('Submitted')}
    6<5 ${at.event === 'Failed' ? 'TaskFailed' : 'TaskSucceeded'} ${integration} ${told('Succeeded')}${told('Failed')}`)
  for (const { details } of events) {
    for (const field in details) if (details[field] === 'PAYLOAD') Object.assign(details, { [field]: at.text })
  }
  return graftPlacesOf(createTreeBuilder().append(events))
}

const json = (arn: string) => JSON.stringify({ ExecutionArn: arn, Input: JSON.stringify({ ExecutionArn: 'inner' }) })

describe('the execution that a task started', () => {
  it.each([
    ['states', 'startExecution', 'Succeeded', 'output', false],
    ['states', 'startExecution.sync', 'Submitted', 'output', true],
    ['states', 'startExecution.sync:2', 'Succeeded', 'output', true],
    ['states', 'startExecution.sync', 'Failed', 'cause', true],
    ['states', 'startExecution.waitForTaskToken', 'Submitted', 'output', true],
    ['aws-sdk:sfn', 'startExecution', 'Succeeded', 'output', false],
    ['aws-sdk:sfn', 'startSyncExecution', 'Succeeded', 'output', true],
  ])('%s:%s tells it in Task%s', (resourceType, resource, event, field, waits) => {
    const places = placesOf(resourceType, resource, { event, field, text: json(CHILD) })
    expect(places).toEqual([{ kind: 'nested', key: 6, arn: CHILD, express: false, waits }])
  })

  it('is told as soon as the payload is here that names it, be it after all else', () => {
    const events = eventsOf(`
      1<0 ExecutionStarted  2<0 TaskStateEntered Start  3<2 TaskScheduled resourceType=states resource=startExecution.sync
      4<3 TaskSubmitted resourceType=states resource=startExecution.sync`)
    const builder = createTreeBuilder()
    const bare = builder.append(events)
    const attempt = [...depthFirst(bare)].find(({ span }) => span.kind === 'taskAttempt')?.span
    if (attempt === undefined) throw new Error('an attempt')
    expect(graftPlacesOf(bare)).toEqual([])
    expect(startsUntold(bare, attempt)).toEqual({ waits: true })
    const filled = builder.append(
      events.map(event => (event.id === 4 ? { ...event, details: { ...event.details, output: json(CHILD) } } : event)),
    )
    expect(graftPlacesOf(filled).map(({ key }) => key)).toEqual([attempt.key])
    expect(startsUntold(filled, attempt)).toBeUndefined()
  })

  it('may be an Express workflow', () => {
    const [place] = placesOf('aws-sdk:sfn', 'startSyncExecution', {
      event: 'Succeeded',
      field: 'output',
      text: json(EXPRESS),
    })
    expect(place).toMatchObject({ arn: EXPRESS, express: true })
  })

  it('is told by a cause that was cut', () => {
    const [place] = placesOf('states', 'startExecution.sync', {
      event: 'Failed',
      field: 'cause',
      text: json(CHILD).slice(0, -20),
    })
    expect(place).toMatchObject({ arn: CHILD })
  })

  it.each([
    ['states', 'startExecution', { event: 'Scheduled', field: 'parameters', text: json(CHILD) }],
    ['aws-sdk:sfn', 'describeExecution', { event: 'Succeeded', field: 'output', text: json(CHILD) }],
    ['lambda', 'invoke', { event: 'Succeeded', field: 'output', text: json(CHILD) }],
    ['states', 'startExecution.sync', { event: 'Failed', field: 'cause', text: `The execution limit is exceeded.` }],
  ])('is none where %s:%s is not answered with one', (resourceType, resource, at) => {
    expect(placesOf(resourceType, resource, at)).toEqual([])
  })
})

it('finds Map Runs too, all in order of their spans', () => {
  const tree = createTreeBuilder().append(
    eventsOf(`
      1<0 ExecutionStarted        2<0 MapStateEntered Fan      3<2 MapStateStarted length=0
      4<3 MapRunStarted mapRunArn=run-1    5<4 MapRunFailed error=E   6<5 MapStateStarted length=0
      7<6 MapRunStarted mapRunArn=run-2`),
  )
  expect(graftPlacesOf(tree)).toEqual([
    { kind: 'mapRun', key: 8, arn: 'run-1' },
    { kind: 'mapRun', key: 14, arn: 'run-2' },
  ])
})
