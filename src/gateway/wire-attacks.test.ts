import { once } from 'node:events'
import { symlink, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerJson, environmentFor, type FakeAws, startFakeAws } from './testing/fake-aws.ts'
import { provenBy } from './testing/prove.ts'
import { EXECUTION_ARN, startTestGateway, type TestGateway } from './testing/test-gateway.ts'

let aws: FakeAws
let test: TestGateway

beforeAll(async () => {
  aws = await startFakeAws()
  test = await startTestGateway({
    env: environmentFor(aws),
    limits: { headersMs: 300, requestMs: 600 },
  })
})
afterAll(async () => {
  await test.close()
  await aws.close()
})

/** A connection that says nothing. */
function silent(port: number): Socket {
  return connect(port, '127.0.0.1')
    .on('error', () => undefined)
    .resume()
}

const TARGET = 'AWSStepFunctions.DescribeExecution'
const hasIpv6 = Object.values(networkInterfaces()).some(list => list?.some(({ address }) => address === '::1'))

describe('bytes on the wire', () => {
  const head = async (port: number, token: string, body: string) =>
    [
      'POST /aws/ HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      `Origin: http://127.0.0.1:${port}`,
      'Sec-Fetch-Site: same-origin',
      'Content-Type: application/x-amz-json-1.0',
      `X-Amz-Target: ${TARGET}`,
      `X-Sfn-Timeline-Proof: ${await provenBy({ port, token, method: 'POST', path: '/aws/', target: TARGET, body })}`,
      'Connection: close',
    ].join('\r\n')
  const statusOf = (reply: string) => Number(reply.slice(9, 12))

  it('are understood when they are well formed', async () => {
    const body = JSON.stringify({ executionArn: EXECUTION_ARN })
    const reply = await test.raw(
      `${await head(test.port, test.token, body)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    expect(statusOf(reply)).toBe(200)
  })

  const malformed: readonly (readonly [string, string, number])[] = [
    ['both lengths (smuggling)', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}', 400],
    ['an obscure coding', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n', 400],
    ['a folded header', 'X-A: b\r\n folded: c\r\nContent-Length: 2\r\n\r\n{}', 400],
    ['a bare line feed in a header', 'X-A: b\nHost: evil.example\r\nContent-Length: 2\r\n\r\n{}', 400],
    ['a zero byte in a header', 'X-A: b\0c\r\nContent-Length: 2\r\n\r\n{}', 400],
    ['two Hosts', 'Host: evil.example\r\nContent-Length: 2\r\n\r\n{}', 400],
    ['two Origins', 'Origin: https://evil.example\r\nContent-Length: 2\r\n\r\n{}', 400],
    ['two proofs', `X-Sfn-Timeline-Proof: ${'y'.repeat(43)}\r\nContent-Length: 2\r\n\r\n{}`, 400],
    ['two targets', 'X-Amz-Target: AWSStepFunctions.StopExecution\r\nContent-Length: 2\r\n\r\n{}', 400],
    ['headers without end', `X-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['an announced body of 1 GB', 'Content-Length: 1073741824\r\n\r\n{', 413],
    ['a chunked body over the cap', `Transfer-Encoding: chunked\r\n\r\n12000\r\n${'x'.repeat(0x12000)}\r\n`, 413],
    ['a body that never ends', 'Content-Length: 60\r\n\r\n{"exec', 408],
    ['an expectation nobody has', 'Expect: the-worst\r\nContent-Length: 2\r\n\r\n{}', 417],
  ]
  it.each(malformed)('are refused: %s', async (_what, rest, status) => {
    const sentBefore = aws.seen.length
    const reply = await test.raw(`${await head(test.port, test.token, '{}')}\r\n${rest}`)
    expect(statusOf(reply)).toBe(status)
    expect(aws.seen.length).toBe(sentBefore)
  })

  it('are not waited for: headers that drip in are cut off', async () => {
    expect(statusOf(await test.raw('POST /aws/ HTTP/1.1\r\nHost: 127.0.0.1'))).toBe(408)
    expect(statusOf(await test.raw(''))).toBe(408)
  })

  it('are one call for one proof: the same again, sent along in one go, is refused', async () => {
    const body = JSON.stringify({ executionArn: EXECUTION_ARN })
    const last = `${await head(test.port, test.token, body)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    const sentBefore = aws.seen.length
    const reply = await test.raw(last.replace('Connection: close', 'Connection: keep-alive') + last)
    // Which of the two is believed is all the same: one is.
    const statuses = reply.split('HTTP/1.1 ').map(answer => answer.slice(0, 3))
    expect(statuses.toSorted()).toEqual(['', '200', '401'])
    expect(aws.seen.length).toBe(sentBefore + 1)
  })

  it('of another protocol are refused: HTTP/2, a WebSocket', async () => {
    expect(statusOf(await test.raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'))).toBe(400)
    const upgrade = 'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='
    const asked = `GET /aws/ HTTP/1.1\r\nHost: 127.0.0.1:${test.port}\r\nConnection: Upgrade\r\n${upgrade}\r\n\r\n`
    expect(await test.raw(asked)).not.toMatch(/^HTTP\/1\.1 (101|2)/)
  })

  it('are refused without a Host, with a whole URL as target, and for tunnels', async () => {
    const host = `Host: 127.0.0.1:${test.port}\r\nConnection: close`
    expect(statusOf(await test.raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n'))).toBe(400)
    expect(statusOf(await test.raw(`GET http://evil.example/ HTTP/1.1\r\n${host}\r\n\r\n`))).toBe(400)
    expect(await test.raw(`CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n\r\n`)).toBe('')
  })
})

describe('paths', () => {
  const escapes = [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%252e%252e%252fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/....//secret.txt',
    '//secret.txt',
    '/./index.html/../../secret.txt',
    '/..%c0%afsecret.txt',
    '/index.html%00.js',
    '/linked.txt',
    '/assets',
    '/assets/',
    '/constructor',
    '/awsome',
    '/.stamp',
    '/assets/.stamp',
  ]
  it.each(escapes)('lead nowhere but to the page’s files: %s', async path => {
    for (const stamp of ['.stamp', 'assets/.stamp']) await writeFile(join(test.pageDir, stamp), 'not for anyone')
    await symlink(join(test.dir, 'secret.txt'), join(test.pageDir, 'linked.txt')).catch(() => undefined)
    const reply = await test.raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${test.port}\r\nConnection: close\r\n\r\n`)
    expect(reply).toMatch(/^HTTP\/1.1 404 /)
    expect(reply).not.toContain('not for anyone')
  })

  it('of the page are not for other sites to embed, but a clicked link may lead to it', async () => {
    const get = (headers: Record<string, string>) =>
      test.ask({ method: 'GET', path: '/', headers: { 'content-type': undefined, origin: undefined, ...headers } })
    const crossSite = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await get({ ...crossSite, 'sec-fetch-dest': 'document' })).status).toBe(200)
    expect((await get({ ...crossSite, 'sec-fetch-dest': 'iframe' })).status).toBe(403)
    expect((await get({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
    expect((await get({ host: 'evil.example' })).status).toBe(403)
  })
})

describe.runIf(hasIpv6)('IPv6', () => {
  it('answers at [::1] under the same guards', async () => {
    const headers = { host: `[::1]:${test.port}`, origin: `http://[::1]:${test.port}` }
    expect((await test.ask({ host: '::1', headers })).status).toBe(200)
    expect((await test.ask({ host: '::1', headers: { ...headers, host: '[::2]:1' } })).error).toBe(
      'GatewayForbiddenHost',
    )
  })
})

describe('many at once', () => {
  it('are refused beyond the cap, and the rest are answered', async () => {
    const few = await startTestGateway({
      env: environmentFor(aws),
      limits: { inFlight: 2 },
    })
    const held: (() => void)[] = []
    const former = aws.answer
    aws.answer = (_request, res) => held.push(() => answerJson(res, 200, {}))
    const askFor = (name: string) => few.ask({ body: JSON.stringify({ executionArn: `${EXECUTION_ARN}-${name}` }) })
    const first = [askFor('a'), askFor('b')]
    await expect.poll(() => held.length).toBe(2)
    expect((await askFor('c')).error).toBe('GatewayBusy')
    aws.answer = former
    for (const release of held) release()
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200])
    await few.close()
  })

  it('that say nothing do not keep the page out: the oldest of them go', async () => {
    const crowded = await startTestGateway({
      env: environmentFor(aws),
      limits: { connections: { unproven: 3, proven: 3 } },
    })
    const idle = Array.from({ length: 40 }, () => silent(crowded.port))
    const closed = idle.map(socket => once(socket, 'close'))
    await Promise.all(idle.map(socket => once(socket, 'connect')))
    for (let i = 0; i < 5; i++) expect((await crowded.ask()).status).toBe(200)
    await Promise.all(closed)
    await crowded.close()
  })

  it('do not close the connection on which the page has proven itself', async () => {
    const crowded = await startTestGateway({
      env: environmentFor(aws),
      limits: { connections: { unproven: 2, proven: 2 } },
    })
    const former = aws.answer
    const held: (() => void)[] = []
    aws.answer = (_request, res) => held.push(() => answerJson(res, 200, { events: [] }))
    const call = crowded.ask()
    await expect.poll(() => held.length).toBe(1)
    const idle = Array.from({ length: 10 }, () => silent(crowded.port))
    await Promise.all(idle.slice(0, 8).map(socket => once(socket, 'close')))
    aws.answer = former
    held[0]?.()
    expect((await call).status).toBe(200)
    for (const socket of idle) socket.destroy()
    await crowded.close()
  })
})
