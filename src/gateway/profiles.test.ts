import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerJson, type FakeAws, isSignedWith, startFakeAws } from './testing/fake-aws.ts'
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/test-gateway.ts'

const CONFIG = `
[default]
region = eu-west-1
aws_access_key_id = AKIDDEFAULT
aws_secret_access_key = secret-default

[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly

[profile prod]
role_arn = arn:aws:iam::222222222222:role/Reader
source_profile = dev

[profile tool]
aws_account_id = 333333333333
credential_process = /bin/echo not json with a secret

[profile static]
aws_access_key_id = AKIDSTATIC
aws_secret_access_key = secret-static

[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.example/start
`
const STS_ANSWERS: Readonly<Record<string, string>> = {
  AKIDDEFAULT: '444444444444',
  AKIDSTATIC: '555555555555',
  AKIDMOVED: '777777777777',
}

let aws: FakeAws
let test: TestGateway | undefined

beforeEach(async () => {
  aws = await startFakeAws()
  aws.answer = (request, res) => {
    if (!request.body.startsWith('Action=GetCallerIdentity')) return answerJson(res, 200, { events: [] })
    const account = STS_ANSWERS[request.accessKeyId ?? '']
    res.end(`<GetCallerIdentityResponse><Account>${account}</Account></GetCallerIdentityResponse>`)
  }
})
afterEach(async () => {
  await test?.close()
  test = undefined
  await aws.close()
})

async function start(options: TestGatewayOptions = {}): Promise<TestGateway> {
  test = await startTestGateway({
    awsConfig: CONFIG,
    ...options,
    env: { AWS_ENDPOINT_URL: aws.url, HOME: '/nonexistent', ...options.env },
  })
  return test
}

const inAccount = (account: string) => ({
  body: JSON.stringify({ executionArn: `arn:aws:states:eu-west-1:${account}:execution:SM:x` }),
})
const choose = (account: string, profile: string | null) => ({
  path: '/gateway/profile',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ account, profile }),
})
const get = (path: string) => ({ path, method: 'GET', headers: { 'content-type': undefined, origin: undefined } })

describe('the profile for an account', () => {
  it('is the one whose sso_account_id it is; a missing login names the command', async () => {
    const { ask } = await start()
    const reply = await ask(inAccount('111111111111'))
    expect(reply.status).toBe(401)
    expect(JSON.parse(reply.text)).toMatchObject({ profile: 'dev', command: 'aws sso login --profile dev' })
    expect(aws.seen).toEqual([])
  })

  it('is the one whose role is in it; the login it needs is its source’s', async () => {
    const { ask } = await start()
    const reply = await ask(inAccount('222222222222'))
    expect(JSON.parse(reply.text)).toMatchObject({ profile: 'prod', command: 'aws sso login --profile dev' })
  })

  it('is found by asking STS where the files do not tell, once', async () => {
    const { ask } = await start()
    const replies = [await ask(inAccount('555555555555')), await ask(inAccount('555555555555'))]
    expect(replies.map(({ status, headers }) => [status, headers['x-sfn-timeline-profile']])).toEqual([
      [200, 'static'],
      [200, 'static'],
    ])
    const identityCalls = aws.seen.filter(({ body }) => body.startsWith('Action'))
    expect(identityCalls.map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIDDEFAULT', 'AKIDSTATIC'])
    expect(identityCalls.every((call, i) => isSignedWith(['secret-default', 'secret-static'][i] ?? '', call))).toBe(
      true,
    )
  })

  it('is none where all are known to be other accounts’', async () => {
    const { ask } = await start()
    const reply = await ask(inAccount('999999999999'))
    expect([reply.status, reply.error]).toEqual([401, 'NoProfileForAccount'])
    expect(reply.text).toContain('dev (111111111111)')
  })

  it('is the environment’s keys where those are set', async () => {
    const { ask } = await start({ env: { AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 'secret-env' } })
    await ask(inAccount('111111111111'))
    expect(aws.seen.map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIDENV'])
  })

  it.each([
    ['--profile', { profile: 'static' }],
    ['AWS_PROFILE', { env: { AWS_PROFILE: 'static' } }],
  ])('is the one of %s before all else', async (by, options) => {
    const { ask } = await start(options)
    expect((await ask(inAccount('111111111111'))).headers['x-sfn-timeline-profile']).toBe('static')
    const refusal = await ask(choose('111111111111', 'default'))
    expect([refusal.status, refusal.error]).toEqual([409, 'ProfileFixed'])
    expect(JSON.parse((await ask(get('/gateway/profiles'))).text).fixed).toEqual({ profile: 'static', by })
  })

  it.each(['gone', 'constructor', '__proto__'])('that does not exist is named: %s', async profile => {
    const { ask } = await start({ profile })
    const reply = await ask(inAccount('111111111111'))
    expect([reply.error, JSON.parse(reply.text).message]).toEqual([
      'CredentialsMissing',
      `There is no AWS profile \`${profile}\` on this machine.`,
    ])
  })

  it('whose credential_process fails is named, without what the process said', async () => {
    const { ask } = await start()
    const reply = await ask(inAccount('333333333333'))
    expect([reply.error, JSON.parse(reply.text).profile]).toEqual(['CredentialsMissing', 'tool'])
    expect(reply.text).not.toContain('not json')
  })
})

describe('a person’s choice', () => {
  it('is used from then on, remembered in a private file, and can be taken back', async () => {
    const { ask, dir } = await start()
    expect(JSON.parse((await ask(choose('111111111111', 'static'))).text).chosen).toEqual({ '111111111111': 'static' })
    const reply = await ask(inAccount('111111111111'))
    expect([reply.status, reply.headers['x-sfn-timeline-profile']]).toEqual([200, 'static'])
    expect(JSON.parse(await readFile(join(dir, 'config', 'profiles.json'), 'utf8')).chosen).toEqual({
      '111111111111': 'static',
    })
    const { accounts } = JSON.parse((await ask(get('/gateway/status'))).text)
    expect(accounts).toEqual([
      { account: '111111111111', profile: 'static', because: 'chosen', regions: ['eu-west-1'] },
    ])
    await ask(choose('111111111111', null))
    expect((await ask(inAccount('111111111111'))).error).toBe('CredentialsMissing')
  })

  it('must be one that exists', async () => {
    const { ask } = await start()
    expect((await ask(choose('111111111111', 'nobody'))).error).toBe('GatewayInvalidCall')
    expect((await ask(choose('1', 'static'))).error).toBe('GatewayInvalidCall')
  })

  it('in a file that others could write counts for nothing', async () => {
    const { ask, dir } = await start()
    const path = join(dir, 'config', 'profiles.json')
    await writeFile(path, JSON.stringify({ version: 1, chosen: { '111111111111': 'static' } }))
    await chmod(path, 0o666)
    expect((await ask(inAccount('111111111111'))).headers['x-sfn-timeline-profile']).toBeUndefined()
  })
})

describe('a login', () => {
  it('that was renewed meanwhile is used without a restart, once AWS refused the former', async () => {
    const keys = (id: string) => JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: 'secret-process' })
    const { ask, dir } = await start()
    const printed = join(dir, 'keys.json')
    await writeFile(printed, keys('AKIDFIRST'))
    await writeFile(
      join(dir, 'aws-config'),
      `[profile process]\naws_account_id = 666666666666\ncredential_process = cat ${printed}\n`,
    )
    expect((await ask(inAccount('666666666666'))).status).toBe(200)
    aws.answer = (request, res) =>
      request.accessKeyId === 'AKIDFIRST'
        ? answerJson(res, 400, { __type: 'UnrecognizedClientException', message: 'The security token is invalid.' })
        : answerJson(res, 200, { events: [] })
    await writeFile(printed, keys('AKIDSECOND'))
    expect((await ask(inAccount('666666666666'))).status).toBe(200)
    expect(aws.seen.map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIDFIRST', 'AKIDFIRST', 'AKIDSECOND'])
  })

  it('that is written into the config files is used at once, and the account is found again', async () => {
    const { ask, dir } = await start()
    expect((await ask(inAccount('555555555555'))).status).toBe(200)
    expect((await ask(inAccount('777777777777'))).error).toBe('NoProfileForAccount')
    await writeFile(join(dir, 'aws-config'), CONFIG.replace('AKIDSTATIC', 'AKIDMOVED'))
    const asked = aws.seen.length
    expect((await ask(inAccount('777777777777'))).headers['x-sfn-timeline-profile']).toBe('static')
    expect((await ask(inAccount('555555555555'))).error).toBe('NoProfileForAccount')
    expect(aws.seen.slice(asked).map(({ accessKeyId }) => accessKeyId)).not.toContain('AKIDSTATIC')
  })

  it('that AWS calls expired comes with the command that renews it', async () => {
    const { ask } = await start()
    aws.answer = (request, res) =>
      request.body.startsWith('Action')
        ? res.end('<Account>555555555555</Account>')
        : answerJson(res, 400, { __type: 'ExpiredTokenException', message: 'The security token is expired' })
    const reply = await ask(inAccount('555555555555'))
    expect(reply.error).toBe('ExpiredTokenException')
    expect(decodeURIComponent(String(reply.headers['x-sfn-timeline-command']))).toBe('aws configure --profile default')
  })

  it('of an expired SSO session says so', async () => {
    const { ask, dir } = await start()
    process.env['HOME'] = dir
    const cache = join(dir, '.aws', 'sso', 'cache')
    await mkdir(cache, { recursive: true })
    // The SDK names the file by the SHA-1 of the session's name.
    const { createHash } = await import('node:crypto')
    const name = `${createHash('sha1').update('corp').digest('hex')}.json`
    await writeFile(join(cache, name), JSON.stringify({ accessToken: 'sso-secret', expiresAt: '2020-01-01T00:00:00Z' }))
    const reply = await ask(inAccount('111111111111'))
    expect([reply.error, JSON.parse(reply.text).command]).toEqual(['CredentialsExpired', 'aws sso login --profile dev'])
  })
})

describe('the list of profiles', () => {
  it('tells names, kinds and accounts, and no key', async () => {
    const { ask } = await start()
    const { text } = await ask(get('/gateway/profiles'))
    expect(JSON.parse(text).profiles).toContainEqual({
      name: 'prod',
      kind: 'role',
      account: '222222222222',
      region: null,
    })
    expect(text).not.toMatch(/secret-|AKID/)
  })
})
