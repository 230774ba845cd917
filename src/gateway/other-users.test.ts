import { spawn } from 'node:child_process'
import { chmod, chown, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentFor, type FakeAws, startFakeAws } from './testing/fake-aws.ts'
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

const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0

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
    const other = await startTestGateway({ env: environmentFor(aws) })
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
