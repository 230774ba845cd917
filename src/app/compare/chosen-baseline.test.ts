import { describe, expect, it } from 'vitest'
import { chosenBaseline } from './chosen-baseline.ts'

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-1'
const HASH = 'a'.repeat(64)

describe('chosenBaseline', () => {
  it.each([
    [`  ${ARN}\n`, { kind: 'aws', arn: ARN }],
    [
      `https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${ARN}`,
      { kind: 'aws', arn: ARN },
    ],
    ['http://127.0.0.1:7360/#/samples/map-retry?v=1&tab=states', { kind: 'sample', name: 'map-retry' }],
    [`http://127.0.0.1:7360/#/files/${HASH}/a.json?v=1`, { kind: 'file', hash: HASH, fileName: 'a.json' }],
  ])('takes %s', (pasted, ref) => {
    expect(chosenBaseline(pasted)).toEqual({ kind: 'chosen', ref })
  })

  it.each([
    '',
    'nothing of the kind',
    'arn:aws:states:eu-west-1:123456789012:mapRun:Orders/Items:5e5c7f0e-0000-0000-0000-000000000000',
    'arn:aws:states:eu-west-1:123456789012:stateMachine:Orders',
    'http://127.0.0.1:7360/#/files/short/a.json?v=1',
  ])('says what is wrong with “%s”', pasted => {
    const chosen = chosenBaseline(pasted)
    expect(chosen.kind).toBe('problem')
    if (chosen.kind === 'problem') expect(`${chosen.message}${chosen.whatToDo}`).not.toContain('undefined')
  })
})
