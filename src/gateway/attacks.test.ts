import { spawn } from 'node:child_process'
import { chmod, chown, rm, symlink, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerJson, type FakeAws, startFakeAws } from './testing/fake-aws.ts'
import { type AskChanges, EXECUTION_ARN, startTestGateway, type TestGateway } from './testing/test-gateway.ts'

// Every way in that should be closed, tried against a listening gateway. Whatever is tried, AWS must not hear of it.

let aws: FakeAws
let test: TestGateway

beforeAll(async () => {
  aws = await startFakeAws()
  test = await startTestGateway({
    env: envFor(aws),
    limits: { headersMs: 300, requestMs: 600 },
  })
})
afterAll(async () => {
  await test.close()
  await aws.close()
})

const hasIpv6 = Object.values(networkInterfaces()).some(list => list?.some(({ address }) => address === '::1'))
const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0

describe('a request that is not our page’s', () => {
  const refused: readonly (readonly [string, AskChanges, number, string])[] = [
    ['a page of another origin', { headers: { origin: 'https://evil.example' } }, 403, 'GatewayForbiddenOrigin'],
    ['another port of this machine', { headers: { origin: 'http://127.0.0.1:3000' } }, 403, 'GatewayForbiddenOrigin'],
    ['a sandboxed frame', { headers: { origin: 'null' } }, 403, 'GatewayForbiddenOrigin'],
    ['no Origin', { headers: { origin: undefined } }, 403, 'GatewayForbiddenOrigin'],
    ['a same-site neighbour', { headers: { 'sec-fetch-site': 'same-site' } }, 403, 'GatewayForbiddenOrigin'],
    ['a cross-site fetch', { headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'GatewayForbiddenOrigin'],
    ['a program without Sec-Fetch-Site', { headers: { 'sec-fetch-site': undefined } }, 403, 'GatewayForbiddenOrigin'],
    ['a DNS-rebound name', { headers: { host: 'evil.example' } }, 403, 'GatewayForbiddenHost'],
    ['our address without port', { headers: { host: '127.0.0.1' } }, 403, 'GatewayForbiddenHost'],
    ['our address, other port', { headers: { host: '127.0.0.1:1' } }, 403, 'GatewayForbiddenHost'],
    ['all addresses', { headers: { host: '0.0.0.0:7360' } }, 403, 'GatewayForbiddenHost'],
    ['no token', { headers: { 'x-sfn-timeline-token': undefined } }, 401, 'GatewayTokenMissing'],
    ['an empty token', { headers: { 'x-sfn-timeline-token': '' } }, 401, 'GatewayTokenMissing'],
    ['a wrong token', { headers: { 'x-sfn-timeline-token': 'x'.repeat(43) } }, 401, 'GatewayTokenWrong'],
    ['GET', { method: 'GET', headers: { 'content-type': undefined } }, 405, 'GatewayMethodNotAllowed'],
    ['PUT', { method: 'PUT' }, 405, 'GatewayMethodNotAllowed'],
    ['DELETE', { method: 'DELETE' }, 405, 'GatewayMethodNotAllowed'],
    ['a CORS preflight', { method: 'OPTIONS' }, 405, 'GatewayMethodNotAllowed'],
    ['a form post', { headers: { 'content-type': 'text/plain' } }, 415, 'GatewayUnsupportedMediaType'],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'GatewayUnsupportedMediaType',
    ],
    ['no content type', { headers: { 'content-type': undefined } }, 415, 'GatewayUnsupportedMediaType'],
  ]
  it.each(refused)('is refused: %s', async (_who, changes, status, code) => {
    const sentBefore = aws.seen.length
    const reply = await test.ask(changes)
    expect([reply.status, reply.error]).toEqual([status, code])
    expect(Object.keys(reply.headers).filter(name => name.startsWith('access-control-'))).toEqual([])
    expect(aws.seen.length).toBe(sentBefore)
  })

  it('is refused also where a foreign Host and Origin agree with one another', async () => {
    const reply = await test.ask({ headers: { host: 'evil.example:80', origin: 'http://evil.example:80' } })
    expect(reply.error).toBe('GatewayForbiddenHost')
  })
})

describe('a call that is not one of the six', () => {
  const body = (members: object) => JSON.stringify(members)
  const target = (name: string) => ({ headers: { 'x-amz-target': name } })
  const refused: readonly (readonly [string, AskChanges, string])[] = [
    ['StartExecution', target('AWSStepFunctions.StartExecution'), 'GatewayActionNotAllowed'],
    ['StopExecution', target('AWSStepFunctions.StopExecution'), 'GatewayActionNotAllowed'],
    ['RedriveExecution', target('AWSStepFunctions.RedriveExecution'), 'GatewayActionNotAllowed'],
    ['an unknown action', target('AWSStepFunctions.Nothing'), 'GatewayActionNotAllowed'],
    ['a name of every object', target('AWSStepFunctions.constructor'), 'GatewayActionNotAllowed'],
    ['another service', target('DynamoDB_20120810.GetItem'), 'GatewayActionNotAllowed'],
    ['no target', { headers: { 'x-amz-target': undefined } }, 'GatewayActionNotAllowed'],
    [
      'a foreign ARN',
      { body: body({ executionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:f' }) },
      'ValidationException',
    ],
    [
      'a state machine where an execution belongs',
      { body: body({ executionArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:SM' }) },
      'ValidationException',
    ],
    [
      'a host in place of a region',
      { body: body({ executionArn: 'arn:aws:states:evil.example/:123456789012:execution:SM:x' }) },
      'ValidationException',
    ],
    ['an unknown member', { body: body({ executionArn: EXECUTION_ARN, endpoint: 'x' }) }, 'ValidationException'],
    ['too many results', { body: body({ executionArn: EXECUTION_ARN, maxResults: 1001 }) }, 'ValidationException'],
    ['a fraction', { body: body({ executionArn: EXECUTION_ARN, maxResults: 1.5 }) }, 'ValidationException'],
    ['text for a flag', { body: body({ executionArn: EXECUTION_ARN, reverseOrder: 'yes' }) }, 'ValidationException'],
    ['no ARN', { body: '{}' }, 'ValidationException'],
    ['a list', { body: '[]' }, 'ValidationException'],
    ['no JSON', { body: '{' }, 'ValidationException'],
    ['nothing', { body: '' }, 'ValidationException'],
    ['a prototype', { body: `{"__proto__":{},"executionArn":"${EXECUTION_ARN}"}` }, 'ValidationException'],
  ]
  it.each(refused)('is refused: %s', async (_what, changes, code) => {
    const sentBefore = aws.seen.length
    expect((await test.ask(changes)).error).toBe(code)
    expect(aws.seen.length).toBe(sentBefore)
  })

  it('is refused when it names two resources', async () => {
    const both = body({
      stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:SM',
      mapRunArn: 'arn:aws:states:eu-west-1:123456789012:mapRun:SM/L:0123',
    })
    const reply = await test.ask({ ...target('AWSStepFunctions.ListExecutions'), body: both })
    expect(reply.error).toBe('ValidationException')
  })
})

describe('bytes on the wire', () => {
  const head = (port: number, token: string) =>
    [
      'POST /aws/ HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      `Origin: http://127.0.0.1:${port}`,
      'Sec-Fetch-Site: same-origin',
      'Content-Type: application/x-amz-json-1.0',
      'X-Amz-Target: AWSStepFunctions.DescribeExecution',
      `X-Sfn-Timeline-Token: ${token}`,
      'Connection: close',
    ].join('\r\n')
  const statusOf = (reply: string) => Number(reply.slice(9, 12))

  it('are understood when they are well formed', async () => {
    const body = JSON.stringify({ executionArn: EXECUTION_ARN })
    const reply = await test.raw(`${head(test.port, test.token)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
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
    ['two tokens', `X-Sfn-Timeline-Token: ${'y'.repeat(43)}\r\nContent-Length: 2\r\n\r\n{}`, 400],
    ['two targets', 'X-Amz-Target: AWSStepFunctions.StopExecution\r\nContent-Length: 2\r\n\r\n{}', 400],
    ['headers without end', `X-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['an announced body of 1 GB', 'Content-Length: 1073741824\r\n\r\n{', 413],
    ['a chunked body over the cap', `Transfer-Encoding: chunked\r\n\r\n12000\r\n${'x'.repeat(0x12000)}\r\n`, 413],
    ['a body that never ends', 'Content-Length: 60\r\n\r\n{"exec', 408],
    ['an expectation nobody has', 'Expect: the-worst\r\nContent-Length: 2\r\n\r\n{}', 417],
  ]
  it.each(malformed)('are refused: %s', async (_what, rest, status) => {
    const sentBefore = aws.seen.length
    const reply = await test.raw(`${head(test.port, test.token)}\r\n${rest}`)
    expect(statusOf(reply)).toBe(status)
    expect(aws.seen.length).toBe(sentBefore)
  })

  it('are not waited for: headers that drip in are cut off', async () => {
    expect(statusOf(await test.raw('POST /aws/ HTTP/1.1\r\nHost: 127.0.0.1'))).toBe(408)
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
  ]
  it.each(escapes)('lead nowhere but to the page’s files: %s', async path => {
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

describe('another user of this machine', () => {
  it('makes the gateway stop trusting a token file that others can read', async () => {
    await chmod(test.tokenStore.path, 0o644)
    const reply = await test.ask()
    await chmod(test.tokenStore.path, 0o600)
    expect([reply.status, reply.error]).toEqual([500, 'GatewayTokenUnsafe'])
    expect(reply.text).toContain('reset-token')
    expect((await test.ask()).status).toBe(200)
  })

  it('cannot put a link in the token’s place', async () => {
    const other = await startTestGateway({ env: envFor(aws) })
    await writeFile(join(other.dir, 'planted'), `${'p'.repeat(43)}\n`, { mode: 0o600 })
    await other.tokenStore.rotate()
    await rm(other.tokenStore.path)
    await symlink(join(other.dir, 'planted'), other.tokenStore.path)
    expect((await other.ask({ headers: { 'x-sfn-timeline-token': 'p'.repeat(43) } })).error).toBe('GatewayTokenUnsafe')
    await other.close()
  })

  it.runIf(isRootOnLinux)('cannot give us a token of theirs (needs root to play the other user)', async () => {
    await chown(test.tokenStore.path, 12_345, 12_345)
    const reply = await test.ask()
    await chown(test.tokenStore.path, 0, 0)
    expect(reply.error).toBe('GatewayTokenUnsafe')
  })

  it.runIf(isRootOnLinux)('cannot use a way in they saw in the list of processes (needs root)', async () => {
    const path = `/launch/${test.gateway.launches.create('')}`
    expect(await visitAs(12_345, `http://127.0.0.1:${test.port}${path}`)).toBe('403')
  })
})

describe('a launch', () => {
  const go = (path: string) =>
    test.ask({
      method: 'GET',
      path,
      headers: { 'content-type': undefined, origin: undefined, 'sec-fetch-site': 'none' },
    })

  it('hands over the token once', async () => {
    const path = `/launch/${test.gateway.launches.create('/executions/x?v=1')}`
    expect((await go(path)).headers['location']).toBe(`/#token=${test.token}&/executions/x?v=1`)
    expect((await go(path)).status).toBe(410)
  })

  it('needs a code that was given out', async () => {
    expect((await go('/launch/AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(410)
  })
})

describe('rotating the token', () => {
  it('locks out pages that hold the old one, at once', async () => {
    const old = test.token
    const fresh = await test.tokenStore.rotate()
    expect((await test.ask({ headers: { 'x-sfn-timeline-token': old } })).error).toBe('GatewayTokenWrong')
    expect((await test.ask({ headers: { 'x-sfn-timeline-token': fresh } })).status).toBe(200)
  })
})

describe.runIf(hasIpv6)('IPv6', () => {
  it('answers at [::1] under the same guards', async () => {
    const token = await test.tokenStore.read()
    const headers = {
      host: `[::1]:${test.port}`,
      origin: `http://[::1]:${test.port}`,
      'x-sfn-timeline-token': token,
    }
    expect((await test.ask({ host: '::1', headers })).status).toBe(200)
    expect((await test.ask({ host: '::1', headers: { ...headers, host: '[::2]:1' } })).error).toBe(
      'GatewayForbiddenHost',
    )
  })
})

describe('many at once', () => {
  it('are refused beyond the cap, and the rest are answered', async () => {
    const few = await startTestGateway({
      env: envFor(aws),
      limits: { inFlight: 2 },
    })
    const held: (() => void)[] = []
    const former = aws.answer
    aws.answer = (_request, res) => held.push(() => answerJson(res, 200, {}))
    const askFor = (name: string) => few.ask({ body: JSON.stringify({ executionArn: `${EXECUTION_ARN}-${name}` }) })
    const first = [askFor('a'), askFor('b')]
    await expect.poll(() => held.length).toBe(2)
    expect((await askFor('c')).error).toBe('TooManyRequests')
    aws.answer = former
    for (const release of held) release()
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200])
    await few.close()
  })
})

function envFor({ url }: FakeAws): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'SECRET', AWS_ENDPOINT_URL_SFN: url }
}

/** The status that a process of another user is answered with. */
function visitAs(uid: number, url: string): Promise<string> {
  const script = `fetch(${JSON.stringify(url)}, {redirect: 'manual'}).then(r => console.log(r.status))`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', script], { uid, gid: uid, cwd: '/', env: {} })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', () => resolve(output.trim()))
  })
}
