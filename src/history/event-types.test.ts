import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorOf, hasPayload, inputOf, iterationIndexOf, outputOf, stateNameOf } from './event-fields.ts'
import { detailsMember, isEvent, isKnownType, KNOWN_EVENT_TYPES } from './event-types.ts'
import type { HistoryEvent } from './events.ts'

const MODELS = 'node_modules/@aws-sdk/client-sfn/dist-types/models'

function event(type: string, details?: Record<string, unknown>): HistoryEvent {
  return { id: 2, previousEventId: 1, type, timestamp: 0, details }
}

describe('the event types', () => {
  it("are those of AWS's API model", () => {
    const model = readFileSync(`${MODELS}/enums.d.ts`, 'utf8')
    const types = /HistoryEventType: \{([^}]*)\}/.exec(model)?.[1]?.match(/"(\w+)"/g)
    expect(new Set(KNOWN_EVENT_TYPES)).toEqual(new Set(types?.map(type => JSON.parse(type))))
    expect(KNOWN_EVENT_TYPES).toHaveLength(62)
  })

  it("have the details members of AWS's API model, each used", () => {
    const model = readFileSync(`${MODELS}/models_0.d.ts`, 'utf8')
    const inModel = [...model.matchAll(/(\w+EventDetails)\?:/g)].map(match => match[1])
    const ours = new Set(KNOWN_EVENT_TYPES.map(detailsMember).filter(member => member !== undefined))
    expect(ours).toEqual(new Set(inModel))
  })

  it('stay an open set', () => {
    expect(isKnownType('TaskScheduled')).toBe(true)
    expect(isKnownType('TaskDreamt')).toBe(false)
    expect(isKnownType('constructor')).toBe(false)
    expect(detailsMember('TaskDreamt')).toBeUndefined()
    expect(detailsMember('LambdaFunctionStarted')).toBeUndefined()
  })

  it('narrow an event and its details', () => {
    const scheduled = event('TaskScheduled', { resource: 'invoke', timeoutInSeconds: 30 })
    const timeout: number | undefined = isEvent(scheduled, 'TaskScheduled') ? scheduled.details?.timeoutInSeconds : -1
    expect(timeout).toBe(30)
    expect(isEvent(scheduled, 'TaskFailed')).toBe(false)
  })
})

describe('the fields of an event', () => {
  it('tell the state it names', () => {
    expect(stateNameOf(event('PassStateEntered', { name: 'P' }))).toBe('P')
    expect(stateNameOf(event('MapIterationStarted', { name: 'M', index: 3 }))).toBe('M')
    expect(stateNameOf(event('EvaluationFailed', { state: 'W', error: 'E' }))).toBe('W')
    expect(stateNameOf(event('TaskStateAborted'))).toBeUndefined()
    expect(iterationIndexOf(event('MapIterationStarted', { name: 'M', index: 3 }))).toBe(3)
  })

  it('tell error and cause, only those there are', () => {
    expect(errorOf(event('TaskFailed', { error: 'E', cause: 'why' }))).toEqual({ error: 'E', cause: 'why' })
    expect(errorOf(event('TaskTimedOut', { error: 'States.Timeout' }))).toEqual({ error: 'States.Timeout' })
    expect(errorOf(event('TaskSucceeded', { output: '1' }))).toBeUndefined()
  })

  it('tell what went in and out', () => {
    expect(inputOf(event('TaskScheduled', { parameters: '{"a":1}' }))).toBe('{"a":1}')
    expect(inputOf(event('PassStateEntered', { input: '1' }))).toBe('1')
    expect(outputOf(event('PassStateExited', { output: '2' }))).toBe('2')
    expect(outputOf(event('PassStateExited', { output: 2 }))).toBeUndefined()
  })

  it('tell whether execution data is there', () => {
    expect(hasPayload(event('PassStateEntered', { name: 'P', input: '1' }))).toBe(true)
    expect(hasPayload(event('PassStateEntered', { name: 'P' }))).toBe(false)
    expect(hasPayload(event('TaskFailed', { error: 'E', cause: 'why' }))).toBe(false)
  })
})
