import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { environmentFor, type FakeAws, startFakeAws } from './testing/fake-aws.ts'
import { provenBy } from './testing/prove.ts'
import { EXECUTION_ARN, startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/test-gateway.ts'

// What stands in AWS's place may answer anything: none of it reaches the page but AWS's JSON, and nothing is waited for long.

let aws: FakeAws
let test: TestGateway | undefined

async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  test = await startTestGateway({ ...options, env: environmentFor(aws) })
  return test
}

beforeEach(async () => {
  aws = await startFakeAws()
})
afterEach(async () => {
  await test?.close()
  test = undefined
  await aws.close()
})

describe('an answer that is none', () => {
  it.each([201, 204, 300, 301, 302, 303, 304, 307, 308, 399, 600])(
    'a status %i never reaches the page',
    async status => {
      const { ask } = await start()
      aws.answer = (_request, res) => res.writeHead(status, { location: 'http://127.0.0.1:9/' }).end('{}')
      const reply = await ask()
      expect([reply.status, reply.error, reply.headers['location']]).toEqual([502, 'UpstreamBroken', undefined])
      expect(aws.seen.length).toBe(1)
    },
  )

  it('a switch of protocols ends the call, and its place is free', async () => {
    const { ask } = await start({ limits: { inFlight: 1 } })
    const former = aws.answer
    aws.answer = (_request, res) =>
      res.socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')
    expect((await ask()).error).toBe('UpstreamBroken')
    aws.answer = former
    expect((await ask()).status).toBe(200)
  })

  it('hints without end are no answer', async () => {
    const { ask } = await start({ limits: { upstreamMs: 300 } })
    aws.answer = (_request, res) => {
      const hint = () => {
        if (!res.destroyed) res.writeContinue()
      }
      const timer = setInterval(hint, 20)
      res.on('close', () => clearInterval(timer))
    }
    expect((await ask()).error).toBe('UpstreamTimeout')
  })
})

describe('what an endpoint says', () => {
  it.each([
    ['7', '7'],
    ['99999999999', '300'],
    ['Wed, 21 Oct 2099 07:28:00 GMT', undefined],
    ['-1', undefined],
    ['1e9', undefined],
  ])('to wait %s is passed on as %s', async (said, passedOn) => {
    const { ask } = await start()
    aws.answer = (_request, res) => res.writeHead(400, { 'retry-after': said }).end('{"__type":"ThrottlingException"}')
    expect((await ask()).headers['retry-after']).toBe(passedOn)
  })

  it('has an author that it cannot choose, and none of its other headers are passed on', async () => {
    const { ask } = await start()
    aws.answer = (_request, res) => {
      const headers = { 'x-sfn-timeline-from': 'gateway', 'set-cookie': 'a=b', 'x-sfn-timeline-command': 'evil' }
      res.writeHead(400, headers).end('{"__type":"CredentialsExpired","command":"evil"}')
    }
    const { headers } = await ask()
    expect(headers['x-sfn-timeline-from']).toBe('aws')
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers).not.toHaveProperty('x-sfn-timeline-command')
    expect((await ask({ body: '{' })).headers['x-sfn-timeline-from']).toBe('gateway')
  })
})

describe('memory for answers', () => {
  const body = `{"events":[${' '.repeat(600)}]}`
  const other = { body: JSON.stringify({ executionArn: `${EXECUTION_ARN}-other` }) }

  it.each([
    ['told in advance', { 'content-length': String(body.length) }],
    ['not told', {}],
  ])('is shared by all under way, their length %s', async (_how, headers) => {
    const { ask } = await start({ limits: { memoryBytes: 1_000 } })
    const held: (() => void)[] = []
    aws.answer = (_request, res) => {
      res.writeHead(200, headers).write(body.slice(0, 600))
      held.push(() => res.end(body.slice(600)))
    }
    const first = ask()
    await expect.poll(() => held.length).toBe(1)
    // The first 600 bytes are on their way to the gateway: how many are there already only the next answer tells.
    await expect.poll(async () => (await ask(other)).error).toBe('GatewayBusy')
    held[0]?.()
    expect((await first).text).toBe(body)
    aws.answer = (_request, res) => res.end(body)
    await expect.poll(async () => (await ask(other)).status).toBe(200)
  })

  it('comes back from a client that does not take its answer', async () => {
    const large = `{"events":[${' '.repeat(30_000_000)}]}`
    const { ask, port, token } = await start({ limits: { memoryBytes: 50_000_000, answerMs: 3_000 } })
    aws.answer = (_request, res) => res.end(large)
    const asked = JSON.stringify({ executionArn: EXECUTION_ARN })
    const target = 'AWSStepFunctions.DescribeExecution'
    const proof = await provenBy({ port, token, method: 'POST', path: '/aws/', target, body: asked })
    const lazy = connect(port, '127.0.0.1').on('error', () => undefined)
    lazy.write(
      `POST /aws/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nSec-Fetch-Site: same-origin\r\n` +
        `Content-Type: application/json\r\nX-Amz-Target: ${target}\r\nX-Sfn-Timeline-Proof: ${proof}\r\n` +
        `Content-Length: ${asked.length}\r\n\r\n${asked}`,
    )
    await expect.poll(() => aws.seen.length).toBe(1)
    await expect.poll(async () => (await ask(other)).status, { timeout: 20_000 }).toBe(200)
    lazy.destroy()
  })
})
