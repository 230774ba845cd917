import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsCalls } from './aws-calls.ts'
import type { WorkerCalls } from './calls.ts'
import { fileCalls } from './file-calls.ts'
import { callOver, type Remote, serveOver } from './remote-calls.ts'
import { type SampleChildren, sampleChildren } from './sample-children.ts'

const folder = join(import.meta.dirname, '../../public')
const signal = new AbortController().signal

let server: Server
let base = ''
let channel: MessageChannel
let calls: Remote<WorkerCalls>

beforeAll(async () => {
  channel = new MessageChannel()
  serveOver(channel.port1, { ...awsCalls, ...fileCalls() })
  calls = callOver<WorkerCalls>(channel.port2)
  server = createServer((request, response) => {
    try {
      response.end(readFileSync(join(folder, new URL(request.url ?? '', 'http://x').pathname)))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  base = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/` : ''
})

afterAll(() => {
  channel.port1.close()
  server.close()
})

function childrenOf(name: string): SampleChildren {
  return sampleChildren(name, base, calls)
}

/** The Map Runs that a sample's own history names. */
function mapRunArnsOf(name: string): string[] {
  const history = readFileSync(join(folder, `samples/${name}.json`), 'utf8')
  return [...new Set(history.match(/arn:aws:states:[^"]*:mapRun:[^"]*/g))]
}

describe('the children of the sample distributed-map', () => {
  it('are listed in pages, as many as the Map Run counts without those that never began', async () => {
    const children = childrenOf('distributed-map')
    for (const mapRunArn of mapRunArnsOf('distributed-map')) {
      const { executionCounts } = await children.describeMapRun(mapRunArn, signal)
      let token: string | undefined
      let listed = 0
      do {
        const page = await children.listChildren({ mapRunArn, status: undefined, token }, signal)
        listed += page.executions.length
        token = page.nextToken
      } while (token !== undefined)
      expect(listed).toBe((executionCounts['total'] ?? 0) - (executionCounts['pending'] ?? 0))
      expect(listed).toBeGreaterThan(1000)
    }
  })

  it('tell their failures by status, and their insides for the first of them', async () => {
    const children = childrenOf('distributed-map')
    const [mapRunArn = ''] = mapRunArnsOf('distributed-map')
    const { executionCounts } = await children.describeMapRun(mapRunArn, signal)
    const failed = await children.listChildren({ mapRunArn, status: 'FAILED', token: undefined }, signal)
    expect(failed.executions).toHaveLength(executionCounts['failed'] ?? 0)
    const first = failed.executions.at(-1)
    const source = children.source(first?.executionArn ?? '')
    const summary = await source.describe(signal)
    expect(summary).toMatchObject({ status: 'FAILED', name: first?.name, mapRunArn, startedAt: first?.startedAt })
    const { events } = await source.readPage({ direction: 'forward', withPayloads: true }, signal)
    expect(events.at(-1)).toMatchObject({ type: 'ExecutionFailed', timestamp: first?.stoppedAt })
    expect(await source.definition(signal)).toContain('ParseLog')
  })

  it('say so where no history is kept', async () => {
    const children = childrenOf('distributed-map')
    const [, mapRunArn = ''] = mapRunArnsOf('distributed-map')
    const { executions } = await children.listChildren({ mapRunArn, status: 'SUCCEEDED', token: undefined }, signal)
    const source = children.source(executions[0]?.executionArn ?? '')
    await expect(source.describe(signal)).rejects.toMatchObject({ code: 'SampleChildMissing' })
  })
})

it('a sample without children has none', async () => {
  await expect(childrenOf('retry-storm').describeMapRun('arn', signal)).rejects.toMatchObject({
    code: 'SampleChildMissing',
    message: 'The sample holds this execution alone.',
  })
})
