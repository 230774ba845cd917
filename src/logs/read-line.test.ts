import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLine } from './read-line.ts'

const ID = '8f14e45f-ceea-467f-a0e6-10ee84d00e55'
const TIME = '2026-11-22T14:02:11.204Z'

function read(message: string) {
  return readLine({ id: '1', at: 0, arrivedAt: 0, stream: 's', message })
}

describe('a line', () => {
  it.each([
    [`${TIME}\t${ID}\tWARN\tpsp: no answer\n`, 'warn', ID, 'psp: no answer'],
    [
      `${TIME}\t${ID}\tERROR\tError: no\n    at f (/var/task/index.mjs:3:1)`,
      'error',
      ID,
      'Error: no\n    at f (/var/task/index.mjs:3:1)',
    ],
    [`[ERROR]\t${TIME}\t${ID}\tno\n`, 'error', ID, 'no'],
    [
      '[ERROR] ValueError: no\nTraceback (most recent call last):\n  File "/var/task/h.py"',
      'error',
      undefined,
      'ValueError: no\nTraceback (most recent call last):\n  File "/var/task/h.py"',
    ],
    [`${TIME} ${ID} Task timed out after 3.00 seconds\n\n`, 'error', ID, 'Task timed out after 3.00 seconds'],
    [
      `RequestId: ${ID} Error: Runtime exited with error: signal: killed`,
      'error',
      ID,
      'Error: Runtime exited with error: signal: killed',
    ],
    ['ERROR: disk full', 'error', undefined, 'ERROR: disk full'],
    [
      '2026-11-22 14:02:11,204 WARNING pool is empty',
      'warn',
      undefined,
      '2026-11-22 14:02:11,204 WARNING pool is empty',
    ],
    ['time=now level=debug msg=x', 'debug', undefined, 'time=now level=debug msg=x'],
    ['java.lang.NullPointerException: x', 'error', undefined, 'java.lang.NullPointerException: x'],
    ['no error was found', 'none', undefined, 'no error was found'],
    ['', 'none', undefined, ''],
    [`{"timestamp":"${TIME}","level":"INFO","requestId":"${ID}","message":"charging"}`, 'info', ID, 'charging'],
    [`{"level":50,"msg":"pino","aws_request_id":"${ID}"}`, 'error', ID, 'pino'],
    [`{"level":"WARNING","function_request_id":"${ID}","message":{"order":1}}`, 'warn', ID, '{"order":1}'],
    ['{"order":1}', 'none', undefined, '{"order":1}'],
    ['{"order":1', 'none', undefined, '{"order":1'],
    [
      `{"type":"platform.runtimeDone","record":{"requestId":"${ID}","status":"timeout"}}`,
      'platform',
      ID,
      'platform.runtimeDone timeout',
    ],
    [`START RequestId: ${ID} Version: 41\n`, 'platform', ID, `START RequestId: ${ID} Version: 41`],
    ['START the engine', 'none', undefined, 'START the engine'],
    [
      'XRAY TraceId: 1-67891233-abcdef012345678912345678\tSegmentId: a\tSampled: true',
      'platform',
      undefined,
      'XRAY TraceId: 1-67891233-abcdef012345678912345678\tSegmentId: a\tSampled: true',
    ],
  ])('%j', (message, level, requestId, text) => {
    expect(read(message)).toMatchObject({ level, requestId, text })
  })

  it('of a report is read as far as it is well formed', () => {
    const report = `REPORT RequestId: ${ID}\tDuration: 1e9 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: NaN MB\tRestore Duration: 433.36 ms\tBilled Restore Duration: 434 ms\t`
    expect(read(report).report).toMatchObject({
      ...{ durationMs: undefined, billedMs: 4, memoryMB: 128, usedMB: undefined, restoreMs: 433.36 },
    })
  })

  it('may be anything', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), message => void read(message)))
  })

  it('of a megabyte is read at once: nothing is tried twice on it', () => {
    const long = 'x'.repeat(1_000_000)
    for (const message of [
      long,
      `[${long}`,
      `{"a":"${long}`,
      'ERROR '.repeat(170_000),
      `${'a.'.repeat(500_000)}Error`,
    ]) {
      expect(read(message).text).toHaveLength(message.length)
    }
  })
})
