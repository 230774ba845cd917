import { spawn } from 'node:child_process'
import { chmod, chown, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomText } from '../protocol/base64url.ts'
import { launchName } from '../protocol/keys.ts'
import { environmentFor, type FakeAws, startFakeAws } from './testing/fake-aws.ts'
import { provenBy } from './testing/prove.ts'
import { startTestGateway, type TestGateway } from './testing/test-gateway.ts'

let aws: FakeAws
let test: TestGateway

beforeAll(async () => {
  aws = await startFakeAws()
  test = await startTestGateway({
    env: environmentFor(aws),
  })
})
afterAll(async () => {
  await test.close()
  await aws.close()
})

/** What page and command line ask first. */
const greeting = {
  path: `/gateway/hello?challenge=${randomText(16)}`,
  method: 'GET',
  headers: { 'content-type': undefined, origin: undefined, 'x-sfn-timeline-proof': undefined },
}
const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0

describe('another user of this machine', () => {
  it('makes the gateway stop trusting a token file that others can read', async () => {
    await chmod(test.tokenStore.path, 0o644)
    const reply = await test.ask(greeting)
    await chmod(test.tokenStore.path, 0o600)
    expect([reply.status, reply.error]).toEqual([500, 'GatewayTokenUnsafe'])
    expect(reply.text).toContain('can be read by other users')
    expect((await test.ask()).status).toBe(200)
  })

  it('cannot put a link in the token’s place', async () => {
    const other = await startTestGateway({ env: environmentFor(aws) })
    await writeFile(join(other.dir, 'planted'), `${'p'.repeat(43)}\n`, { mode: 0o600 })
    await other.tokenStore.rotate()
    await rm(other.tokenStore.path)
    await symlink(join(other.dir, 'planted'), other.tokenStore.path)
    expect((await other.ask(greeting)).error).toBe('GatewayTokenUnsafe')
    await other.close()
  })

  it.runIf(isRootOnLinux)('cannot give us a token of theirs (needs root to play the other user)', async () => {
    await chown(test.tokenStore.path, 12_345, 12_345)
    const reply = await test.ask(greeting)
    await chown(test.tokenStore.path, 0, 0)
    expect(reply.error).toBe('GatewayTokenUnsafe')
  })

  it.runIf(isRootOnLinux)('gets no call answered, whatever they know (needs root)', async () => {
    const { port } = test
    const origin = `http://127.0.0.1:${port}`
    const name = await launchName(await test.gateway.launches.create('', 'minute'))
    const proof = await provenBy({ port, token: test.token, method: 'GET', path: '/gateway/status' })
    const page = { 'sec-fetch-site': 'same-origin', origin, 'content-type': 'application/json' }
    const calls = [
      ['/gateway/hello', {}],
      ['/gateway/status', { headers: { ...page, 'x-sfn-timeline-proof': proof } }],
      ['/gateway/key', { method: 'POST', headers: page, body: JSON.stringify({ name, challenge: randomText(16) }) }],
    ] as const
    const statuses = []
    for (const [path, init] of calls) statuses.push(await visitAs(12_345, origin + path, init))
    expect(statuses).toEqual(['403', '403', '403'])
    const ours = []
    for (const [path, init] of calls) ours.push(await visitAs(0, origin + path, init))
    expect(ours).toEqual(['200', '200', '200'])
  })
})

describe('rotating the token', () => {
  it('locks out pages that hold a key of the old one, at once', async () => {
    const old = test.token
    const fresh = await test.tokenStore.rotate()
    expect((await test.ask({ token: old })).error).toBe('GatewayProofWrong')
    expect((await test.ask({ token: fresh })).status).toBe(200)
  })
})

/** The status that a process of another user is answered with. */
function visitAs(uid: number, url: string, init: object): Promise<string> {
  const script = `fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).then(r => console.log(r.status))`
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
