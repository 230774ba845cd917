import { describe, expect, it } from 'vitest'
import { readCause } from './parse-cause.ts'

describe('readCause', () => {
  it('reads what a Node.js function threw', () => {
    const cause = readCause(
      JSON.stringify({
        errorType: 'PaymentError',
        errorMessage: 'card declined',
        trace: [
          'PaymentError: card declined',
          '    at charge (/var/task/index.mjs:4:9)',
          '    at Runtime.handleOnce (node:runtime:173:5)',
        ],
      }),
    )
    expect(cause.message).toBe('card declined')
    expect(cause.errorType).toBe('PaymentError')
    expect(cause.stack.map(line => line.runtime)).toEqual([false, false, true])
  })

  it('reads the frames of a Python function', () => {
    const cause = readCause(
      '{"errorMessage":"x","stackTrace":["  File \\"/var/task/a.py\\", line 3, in handler\\n    raise E\\n"]}',
    )
    expect(cause.stack.map(line => line.text)).toEqual(['  File "/var/task/a.py", line 3, in handler', '    raise E'])
  })

  it('reads why an ECS task stopped', () => {
    expect(readCause('{"StoppedReason":"OutOfMemory","Containers":[]}').message).toBe('OutOfMemory')
  })

  it.each(['plain words', '{"errorMessage":"cut sho', '[1,2]', ''])('keeps %j as the text it is', text => {
    expect(readCause(text)).toEqual({ message: text, stack: [], errorType: undefined, json: undefined })
  })
})
