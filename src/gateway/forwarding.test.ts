import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { QUOTAS } from './quotas.ts'
import { answerJson, type FakeAws, isSignedWith, startFakeAws } from './testing/fake-aws.ts'
import { EXECUTION_ARN, startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/test-gateway.ts'

const KEYS = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG',
  AWS_SESSION_TOKEN: 'session+1',
}

let aws: FakeAws
let test: TestGateway | undefined

async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  test = await startTestGateway({ ...options, env: { ...KEYS, AWS_ENDPOINT_URL_SFN: aws.url, ...options.env } })
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

describe('a forwarded call', () => {
  it('is signed again with this machine’s keys, for the region of the ARN', async () => {
    const { ask } = await start()
    expect((await ask()).status).toBe(200)
    const [seen] = aws.seen
    expect(seen && isSignedWith(KEYS.AWS_SECRET_ACCESS_KEY, seen)).toBe(true)
    expect(seen && isSignedWith('another secret', seen)).toBe(false)
    expect(seen).toMatchObject({ method: 'POST', path: '/', region: 'eu-west-1', accessKeyId: 'AKIDEXAMPLE' })
    expect(seen?.headers['x-amz-security-token']).toBe('session+1')
    expect(seen?.headers['x-amz-target']).toBe('AWSStepFunctions.GetExecutionHistory')
  })

  it('takes nothing of the client along but the checked body', async () => {
    const { ask } = await start()
    await ask({
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=evil',
        cookie: 'a=b',
        'user-agent': 'browser',
        'x-amz-security-token': 'evil',
        'x-amz-user-agent': 'evil',
        'x-forwarded-host': 'evil.example',
        te: 'trailers',
      },
      body: `{ "maxResults" : 5,\n "executionArn": "${EXECUTION_ARN}" }`,
    })
    expect(aws.seen[0]?.headerNames).toEqual([
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
      'x-amz-content-sha256',
      'x-amz-date',
      'x-amz-security-token',
      'x-amz-target',
    ])
    expect(JSON.stringify(aws.seen[0])).not.toContain('evil')
    expect(JSON.parse(aws.seen[0]?.body ?? '')).toEqual({ executionArn: EXECUTION_ARN, maxResults: 5 })
  })

  it('gives AWS’s errors back as they are', async () => {
    const { ask } = await start()
    const body = {
      __type: 'com.amazonaws.swf.service.v2.model#ExecutionDoesNotExist',
      message: 'Execution Does Not Exist',
    }
    aws.answer = (_request, res) => answerJson(res, 400, body)
    const reply = await ask()
    expect([reply.status, JSON.parse(reply.text)]).toEqual([400, body])
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'x-amzn-requestid': 'request-1' })
  })

  it('goes below a path that the configured endpoint has', async () => {
    const { ask } = await start({ env: { AWS_ENDPOINT_URL_SFN: `${aws.url}/emulator` } })
    await ask()
    expect(aws.seen[0]?.path).toBe('/emulator/')
    expect(aws.seen[0] && isSignedWith(KEYS.AWS_SECRET_ACCESS_KEY, aws.seen[0])).toBe(true)
  })
})

describe('what goes wrong on the way has a name', () => {
  it('nobody there', async () => {
    const { ask } = await start({ env: { AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:9' } })
    const reply = await ask()
    expect([reply.status, reply.error]).toEqual([502, 'UpstreamUnreachable'])
    expect(reply.text).toContain('127.0.0.1:9 cannot be reached (ECONNREFUSED)')
  })

  it('no answer', async () => {
    const { ask } = await start({ limits: { upstreamMs: 150 } })
    aws.answer = () => undefined
    const reply = await ask()
    expect([reply.status, reply.error]).toEqual([504, 'UpstreamTimeout'])
  })

  it('half an answer', async () => {
    const { ask } = await start()
    aws.answer = (_request, res) => {
      res.writeHead(200, { 'content-length': '100' }).write('{"events":[', () => res.destroy())
    }
    expect((await ask()).error).toBe('UpstreamBroken')
  })

  it.each([
    ['a page of a proxy', '<html>sign in</html>'],
    ['JSON cut short', '{"events":['],
    ['nothing', ''],
  ])('no answer of AWS: %s', async (_what, body) => {
    const { ask } = await start()
    aws.answer = (_request, res) => res.writeHead(200, { 'content-type': 'text/html' }).end(body)
    const reply = await ask()
    expect([reply.status, reply.error]).toEqual([502, 'UpstreamBroken'])
    expect(reply.headers['content-type']).toBe('application/x-amz-json-1.0')
  })

  it('config files that are pipes are not waited for', async () => {
    const { ask, dir } = await start({ env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' } })
    await rm(join(dir, 'aws-config'))
    expect(spawnSync('sh', ['-c', 'mkfifo "$0"', join(dir, 'aws-config')]).status).toBe(0)
    for (let i = 0; i < 6; i++) {
      const reply = await ask()
      expect([reply.error, reply.text]).toEqual(['CredentialsMissing', expect.stringContaining('is a pipe')])
    }
  })

  it('no credentials', async () => {
    const { ask } = await start({ env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' } })
    const reply = await ask()
    expect([reply.status, reply.error]).toEqual([401, 'CredentialsMissing'])
    expect(JSON.parse(reply.text).command).toBe('aws configure sso')
  })
})

describe('identical requests at the same time', () => {
  it('are one for AWS, and each gets the answer', async () => {
    const { ask } = await start()
    const held: (() => void)[] = []
    aws.answer = (_request, res) => held.push(() => answerJson(res, 200, { events: [] }))
    const replies = [ask(), ask(), ask()]
    await expect.poll(() => test?.gateway && held.length).toBe(1)
    await expect.poll(async () => (await statusOf()).requests.coalesced).toBe(2)
    for (const release of held) release()
    expect((await Promise.all(replies)).map(reply => reply.text)).toEqual(Array(3).fill('{"events":[]}'))
    expect(aws.seen.length).toBe(1)
  })

  it('go on when one of the askers leaves, and end when all have left', async () => {
    const { ask } = await start()
    let closed = 0
    const held: (() => void)[] = []
    aws.answer = (_request, res) => {
      held.push(() => answerJson(res, 200, { events: [] }))
      res.on('close', () => {
        closed += Number(!res.writableFinished)
      })
    }
    const [first, second] = [new AbortController(), new AbortController()]
    const replies = [ask({ signal: first.signal }), ask({ signal: second.signal })]
    await expect.poll(async () => (await statusOf()).requests.coalesced).toBe(1)
    first.abort()
    await expect(replies[0]).rejects.toThrow()
    expect(closed).toBe(0)
    second.abort()
    await expect(replies[1]).rejects.toThrow()
    await expect.poll(() => closed).toBe(1)
  })
})

describe('politeness', () => {
  /** So slow that no pause of a busy machine fills the bucket between two requests. */
  const small = { ...QUOTAS, GetExecutionHistory: { burst: 1, perSecond: 0.5 } }

  it('makes requests wait for the bucket and tells how long', async () => {
    const { ask } = await start({ quotas: small })
    const other = JSON.stringify({ executionArn: EXECUTION_ARN, reverseOrder: true })
    expect((await ask()).headers['x-sfn-timeline-waited-ms']).toBe('0')
    const waitedMs = Number((await ask({ body: other })).headers['x-sfn-timeline-waited-ms'])
    expect(waitedMs).toBeGreaterThan(0)
    expect(waitedMs).toBeLessThanOrEqual(2_000)
    expect((await statusOf()).requests).toMatchObject({ sent: 2, queued: 1, byAction: { GetExecutionHistory: 2 } })
  })

  it('refuses what would wait beyond the deadline', async () => {
    const { ask } = await start({ quotas: small, limits: { queueMs: 10 } })
    await ask()
    const reply = await ask({ body: JSON.stringify({ executionArn: EXECUTION_ARN, reverseOrder: true }) })
    expect([reply.status, reply.error]).toEqual([429, 'GatewayBusy'])
    expect(aws.seen.length).toBe(1)
  })

  it('holds back after AWS throttled', async () => {
    const { ask } = await start({ limits: { queueMs: 100 } })
    aws.answer = (_request, res) => answerJson(res, 400, { __type: 'ThrottlingException', message: 'Rate exceeded' })
    expect((await ask()).error).toBe('ThrottlingException')
    expect((await ask()).error).toBe('GatewayBusy')
    expect((await statusOf()).requests.throttled).toBe(1)
  })
})

describe('secrets', () => {
  it('are in no answer and no log, whatever happens', async () => {
    const { ask, logged, token } = await start()
    const said: string[] = []
    const get = { method: 'GET', headers: { 'content-type': undefined, origin: undefined } }
    said.push((await ask()).text, (await ask({ body: '{' })).text)
    aws.answer = (_request, res) => res.end(`<p>${KEYS.AWS_SECRET_ACCESS_KEY}</p>`)
    said.push((await ask()).text)
    aws.answer = (_request, res) => answerJson(res, 400, { __type: 'UnrecognizedClientException', message: 'no' })
    said.push((await ask()).text)
    for (const path of ['/gateway/status', '/gateway/profiles', '/']) said.push((await ask({ ...get, path })).text)
    const all = said.join('\n') + logged()
    for (const secret of [...Object.values(KEYS), token]) expect(all).not.toContain(secret)
    expect(said[5]).toContain('"profiles":[]')
  })
})

describe('shutdown', () => {
  it('is done in a moment, also with a request under way', async () => {
    const { ask, gateway } = await start()
    aws.answer = () => undefined
    const hanging = ask().catch(() => 'cut')
    await expect.poll(() => aws.seen.length).toBe(1)
    // The request would hang until its deadline of a minute: closing does not wait for it.
    await gateway.close()
    expect(await hanging).toBe('cut')
  })
})

async function statusOf() {
  const get = { method: 'GET', headers: { 'content-type': undefined, origin: undefined } }
  return JSON.parse((await test?.ask({ ...get, path: '/gateway/status' }))?.text ?? '{}')
}
