import { expect, it } from 'vitest'
import type { AwsCalls } from './calls.ts'
import { fileCalls } from './file-calls.ts'
import { lateCalls } from './late-calls.ts'

const never = () => Promise.reject(new Error('not wanted here'))
const { signal } = new AbortController()
const HISTORY = '[{"id":1,"previousEventId":0,"type":"ExecutionStarted","timestamp":"2026-05-12T00:00:00Z"}]'

function bytesOf(text: string) {
  return [{ bytes: new TextEncoder().encode(text).buffer, fileName: 'history.json' }]
}

it('loads what a call needs, once, and nothing else', async () => {
  let loads = 0
  const calls = lateCalls({
    ...{ aws: never, logs: never },
    files: async () => {
      loads++
      return fileCalls()
    },
  })
  const { hash, executions } = await calls.openBytes(bytesOf(HISTORY), signal)
  expect(executions).toHaveLength(1)
  const request = { direction: 'forward', withPayloads: true } as const
  const page = await calls.readFilePage({ hash, execution: 0, request }, signal)
  expect(page.events).toHaveLength(1)
  expect(loads).toBe(1)
})

it('says that it did not load, and loads again when asked again', async () => {
  let loads = 0
  const aws = { readDefinition: async () => 'a definition' } as unknown as AwsCalls
  const calls = lateCalls({ aws: () => (++loads === 1 ? never() : Promise.resolve(aws)), logs: never, files: never })
  const input = { connection: { kind: 'endpoint', endpoint: 'http://127.0.0.1/' }, arn: 'arn' } as const
  await expect(calls.readDefinition(input, signal)).rejects.toMatchObject({ code: 'WorkerFailed', retryable: true })
  expect(await calls.readDefinition(input, signal)).toBe('a definition')
})

it('waits no longer than whoever asks', async () => {
  const asking = new AbortController()
  const calls = lateCalls({ aws: () => new Promise(() => {}), logs: never, files: never })
  const input = { connection: { kind: 'endpoint', endpoint: 'http://127.0.0.1/' }, arn: 'arn' } as const
  const answer = calls.readDefinition(input, asking.signal)
  asking.abort(new Error('gone'))
  await expect(answer).rejects.toThrow('gone')
})
