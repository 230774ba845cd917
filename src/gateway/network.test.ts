import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FakeProxy, startFakeProxy } from './testing/fake-proxy.ts'
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './testing/test-gateway.ts'

/** Names that nothing but the proxy can resolve. */
const STATES = 'states.behind-the-proxy.test'
const STS = 'sts.behind-the-proxy.test'

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' }
const ROLE = `[profile keys]
aws_access_key_id = AKIASOURCE
aws_secret_access_key = secret
[profile team]
role_arn = arn:aws:iam::123456789012:role/Reader
source_profile = keys
region = eu-west-1
`
const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`

let aws: Server
let awsPort: number
/** Hosts and keys that reached AWS. */
let reached: string[]
let certificate: string

beforeAll(async () => {
  const names = [STATES, STS].map(value => ({ type: 2 as const, value }))
  const made = await generate([{ name: 'commonName', value: 'A company' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: names },
    ],
  })
  certificate = made.cert
  aws = createServer({ key: made.private, cert: made.cert }, (req, res) => {
    const host = req.headers.host ?? ''
    reached.push(`${host} ${/Credential=(\w+)/.exec(req.headers.authorization ?? '')?.[1]}`)
    req.resume()
    if (host.startsWith('sts')) res.writeHead(200, { 'content-type': 'text/xml' }).end(ASSUMED)
    else res.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"events":[]}')
  })
  await new Promise<void>(resolve => aws.listen(0, '127.0.0.1', resolve))
  const address = aws.address()
  awsPort = address !== null && typeof address === 'object' ? address.port : 0
})

afterAll(() => aws.close())

let gateway: TestGateway | undefined
let proxy: FakeProxy | undefined

afterEach(async () => {
  await gateway?.close()
  await proxy?.close()
  for (const name of ['HTTPS_PROXY', 'NO_PROXY', 'AWS_CA_BUNDLE']) delete process.env[name]
})

interface Machine extends TestGatewayOptions {
  readonly proxyUser?: string
  readonly proxyWants?: string
  /** How the certificate is named, with where it lies. */
  readonly trust?: (path: string) => { readonly env?: Record<string, string>; readonly config?: string }
}

const inEnvironment: NonNullable<Machine['trust']> = path => ({ env: { AWS_CA_BUNDLE: path } })

async function startBehindProxy({
  proxyUser,
  proxyWants,
  trust = inEnvironment,
  ...options
}: Machine = {}): Promise<TestGateway> {
  reached = []
  proxy = await startFakeProxy(
    awsPort,
    proxyWants === undefined ? undefined : `Basic ${Buffer.from(proxyWants).toString('base64')}`,
  )
  const started = await startTestGateway({
    ...options,
    env: {
      ...(options.awsConfig === undefined ? KEYS : {}),
      AWS_ENDPOINT_URL_SFN: `https://${STATES}`,
      AWS_ENDPOINT_URL_STS: `https://${STS}`,
      HTTPS_PROXY: `http://${proxyUser === undefined ? '' : `${proxyUser}@`}${proxy.host}`,
      ...options.env,
    },
  })
  const path = join(started.dir, 'company.pem')
  await writeFile(path, certificate)
  const { env = {}, config } = trust(path)
  Object.assign(process.env, env)
  if (config !== undefined) await writeFile(join(started.dir, 'aws-config'), config)
  gateway = started
  return started
}

describe('the way to AWS', () => {
  it('goes through the proxy that HTTPS_PROXY names, in a tunnel, and trusts what AWS_CA_BUNDLE names', async () => {
    const { ask } = await startBehindProxy()
    expect((await ask()).text).toBe('{"events":[]}')
    expect(proxy?.asked).toContain(`${STATES}:443`)
    expect(reached).toContain(`${STATES} AKIA`)
  })

  it('tells the proxy the name and password in its address, and nobody else', async () => {
    const { ask, logged } = await startBehindProxy({ proxyUser: 'me:p%40ss', proxyWants: 'me:p@ss' })
    expect((await ask()).status).toBe(200)
    expect(logged()).not.toMatch(/p%40ss|p@ss/)
  })

  it('says that the proxy wants a name and a password, as the gateway’s own word', async () => {
    const { ask } = await startBehindProxy({ proxyUser: 'me:wrong-one', proxyWants: 'me:p@ss' })
    const { status, error, text, headers } = await ask()
    expect([status, error, headers['x-sfn-timeline-from']]).toEqual([502, 'UpstreamUnreachable', 'gateway'])
    expect(text).toContain('asks for a name and a password')
    expect(text).not.toContain('wrong-one')
    expect(reached).toEqual([])
  })

  it('is the direct one for what NO_PROXY names, and for this machine', async () => {
    const { ask } = await startBehindProxy({ env: { NO_PROXY: '.behind-the-proxy.test' } })
    expect((await ask()).error).toBe('UpstreamUnreachable')
    process.env['AWS_ENDPOINT_URL_SFN'] = `https://localhost:${awsPort}`
    delete process.env['NO_PROXY']
    // That name is not in the certificate: what matters is who was asked.
    expect((await ask()).error).toBe('UpstreamUnreachable')
    expect(proxy?.asked).toEqual([])
  })

  it('says that a certificate is not trusted, and how it can be', async () => {
    const { ask } = await startBehindProxy({ trust: () => ({}) })
    const { error, text } = await ask()
    expect(error).toBe('UpstreamUnreachable')
    expect(text).toContain('AWS_CA_BUNDLE')
    expect(reached).toEqual([])
  })

  it('says that the file of certificates cannot be read', async () => {
    const { ask } = await startBehindProxy({ trust: path => ({ env: { AWS_CA_BUNDLE: `${path}.none` } }) })
    expect((await ask()).text).toContain('company.pem.none (AWS_CA_BUNDLE, ca_bundle) cannot be read')
  })

  it('is the same for a login: a role is assumed through the proxy, trusting the profile’s ca_bundle', async () => {
    const { ask } = await startBehindProxy({
      profile: 'team',
      awsConfig: ROLE,
      trust: path => ({ config: ROLE.replaceAll(/^(\[.*\])$/gm, `$1\nca_bundle = ${path}`) }),
    })
    expect((await ask()).text).toBe('{"events":[]}')
    expect(new Set(reached)).toEqual(new Set([`${STS} AKIASOURCE`, `${STATES} ASIAROLE`]))
    expect(new Set(proxy?.asked)).toEqual(new Set([`${STS}:443`, `${STATES}:443`]))
  })
})
