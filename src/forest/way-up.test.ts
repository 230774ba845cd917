import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { wayUp } from './way-up.ts'

const PARENT = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-1'
const RUN = 'arn:aws:states:eu-west-1:123456789012:mapRun:Orders/Fan:0f'
const KEY = 'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID'

describe('the way up from an execution', () => {
  it('is its Map Run, as AWS tells, whatever its input says', () => {
    expect(wayUp({ mapRunArn: RUN, input: JSON.stringify({ [KEY]: PARENT }) }, undefined)).toEqual({
      kind: 'mapRun',
      arn: RUN,
    })
  })

  it('is the execution that its input names, in what describes it or in its first event', () => {
    const input = JSON.stringify({ order: 1, [KEY]: PARENT })
    expect(wayUp({ input }, undefined)).toEqual({ kind: 'execution', arn: PARENT })
    const tree = createTreeBuilder().append([
      { id: 1, previousEventId: 0, timestamp: 0, type: 'ExecutionStarted', details: { input } },
    ])
    expect(wayUp(undefined, tree)).toEqual({ kind: 'execution', arn: PARENT })
  })

  it.each([
    undefined,
    '{}',
    `{"${KEY}": 7}`,
    `{"${KEY}": "somebody"}`,
    `{"${KEY}": "${RUN}"}`,
    `{"deeper": {"${KEY}": "${PARENT}"}}`,
    `["${KEY}", "${PARENT}"]`,
    `{"${KEY}": "${PARENT}", "cut`,
  ])('is not known from the input %s', input => {
    expect(wayUp({ ...(input !== undefined && { input }) }, undefined)).toBeUndefined()
  })
})
