import { describe, expect, it } from 'vitest'
import { readCause } from './cause.ts'

describe('readCause', () => {
  it('leaves out the colours of a terminal', () => {
    expect(readCause('\u001b[31mboom\u001b[0m').message).toBe('boom')
    expect(readCause(JSON.stringify({ errorMessage: '\u001b[1;31mboom\u001b[0m' })).message).toBe('boom')
  })

  it('reads what a Node.js function threw', () => {
    const trace = [
      'PaymentError: card declined',
      '    at charge (/var/task/index.mjs:4:9)',
      '    at Runtime.handleOnce (node:runtime:173:5)',
    ]
    const cause = readCause(
      JSON.stringify({ errorType: 'PaymentError', errorMessage: 'card declined\nby bank', trace }),
    )
    expect(cause).toMatchObject({
      title: 'PaymentError',
      message: 'card declined\nby bank',
      firstLine: 'card declined',
    })
    expect(cause.frames.map(line => line.runtime)).toEqual([false, false, true])
  })

  it('reads the frames of a Python function', () => {
    const cause = readCause(
      '{"errorMessage":"x","stackTrace":["  File \\"/var/task/a.py\\", line 3, in handler\\n    raise E\\n"]}',
    )
    expect(cause.frames.map(line => line.text)).toEqual(['  File "/var/task/a.py", line 3, in handler', '    raise E'])
  })

  it('reads the innermost cause of nested executions', () => {
    const child = JSON.stringify({ errorType: 'KeyError', errorMessage: "'price'" })
    const cause = readCause(
      JSON.stringify({
        ExecutionArn: 'arn:aws:states:eu-central-1:111122223333:execution:Child:run-7',
        ...{ Name: 'run-7', Status: 'FAILED', Error: 'KeyError', Cause: child },
      }),
    )
    expect(cause).toMatchObject({ title: 'Execution run-7 FAILED', message: "'price'", errorType: 'KeyError' })
    expect(cause.fields.map(({ name }) => name)).toEqual(['Error', 'Execution'])
  })

  it('reads why an ECS task stopped, and its exit code', () => {
    const cause = readCause(
      JSON.stringify({
        ...{ TaskArn: 'arn:task', StoppedReason: 'Essential container in task exited' },
        Containers: [{ Name: 'app', ExitCode: 137, Reason: 'OutOfMemoryError: Container killed' }],
      }),
    )
    expect(cause.message).toBe('Essential container in task exited: OutOfMemoryError: Container killed')
    expect(cause.fields[0]).toEqual({ name: 'Exit code of app', value: '137' })
  })

  it.each([
    [
      { JobRunState: 'FAILED', JobName: 'etl', ErrorMessage: 'No such table', Id: 'jr_1' },
      'Glue job run etl FAILED',
      'No such table',
    ],
    [
      {
        JobId: 'j1',
        JobName: 'render',
        Status: 'FAILED',
        StatusReason: 'Task failed',
        Container: { ExitCode: 1, Reason: 'OOM' },
      },
      'Batch job render FAILED',
      'Task failed: OOM',
    ],
    [
      {
        Build: {
          BuildStatus: 'FAILED',
          Phases: [{ PhaseStatus: 'FAILED', PhaseType: 'BUILD', Contexts: [{ Message: 'exit 2' }] }],
        },
      },
      'CodeBuild FAILED',
      'exit 2',
    ],
  ])('reads %j', (json, title, message) => {
    expect(readCause(JSON.stringify(json))).toMatchObject({ title, message })
  })

  it.each(['plain words', '{"errorMessage":"cut sho', '[1,2]', ''])('keeps %j as the text it is', text => {
    expect(readCause(text)).toMatchObject({ message: text, title: undefined, frames: [], fields: [], json: undefined })
  })

  it('ends on a cause that nests without end', () => {
    let cause = 'the bottom'
    for (let level = 0; level < 12; level++)
      cause = JSON.stringify({ ExecutionArn: 'a:b', Status: 'FAILED', Cause: cause })
    expect(readCause(cause).title).toBe('Execution b FAILED')
  })
})
