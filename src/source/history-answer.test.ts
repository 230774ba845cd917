import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Endpoint, startEndpoint } from '../fake-aws/endpoint.ts'
import { normalizeEvent } from '../history/normalize-event.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import { clientFor } from './aws-client.ts'
import { pageIn } from './history-answer.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-1'

let endpoint: Endpoint

beforeAll(async () => {
  endpoint = await startEndpoint()
})
beforeEach(() => endpoint.reset())
afterAll(() => endpoint.close())

const ASKED = { executionArn: ARN, maxResults: 50 }
const until = () => AbortSignal.timeout(20_000)
const client = () => clientFor({ kind: 'endpoint', endpoint: `${endpoint.url}/` })
const answer = () => client().untimedResponse('GetExecutionHistory', ASKED, until())

describe('a page taken from the answer', () => {
  it('says what the SDK decodes from it, token and all', async () => {
    await fc.assert(
      fc.asyncProperty(randomCase(), async ({ machine, options }) => {
        endpoint.reset()
        endpoint.add({ arn: ARN, events: simulate(machine, { ...options, maxEvents: 80 }).events })
        const response = await answer()
        const page = pageIn(response)
        const decoded = await client().decode('GetExecutionHistory', response)
        expect(page?.nextToken).toBe(decoded.nextToken)
        expect(page?.events.map(event => normalizeEvent(event))).toEqual(
          decoded.events?.map(event => normalizeEvent(event)),
        )
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('keeps what this SDK does not know yet', async () => {
    const [event] = eventsOf('1<0 QuantumStateEntered name=Q qubits=3')
    endpoint.add({ arn: ARN, events: event === undefined ? [] : [event] })
    const page = pageIn(await answer())
    expect(page?.events.map(raw => normalizeEvent(raw))).toMatchObject([
      { type: 'QuantumStateEntered', details: { name: 'Q' } },
    ])
  })

  it('is none where the answer is an error', async () => {
    const response = await answer()
    expect(pageIn(response)).toBeUndefined()
    await expect(client().decode('GetExecutionHistory', response)).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    })
  })
})
