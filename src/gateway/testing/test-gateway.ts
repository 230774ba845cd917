import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROOF_HEADER } from '../../protocol/proofs.ts'
import { type AwsAccessOptions, createAwsAccess } from '../aws-access.ts'
import { chosenProfiles } from '../chosen-profiles.ts'
import { DEFAULT_LIMITS, type GatewayLimits } from '../limits.ts'
import { terminalLog } from '../log.ts'
import { logSwitches } from '../log-switches.ts'
import { type Gateway, startGateway } from '../server.ts'
import { fileTokenStore, type TokenStore } from '../token-store.ts'
import { provenBy } from './prove.ts'

export const EXECUTION_ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-1'

/** Variables of the developer's own shell that would decide tests. */
const AWS_VARIABLES = /^(?:AWS_|XDG_CONFIG_HOME$|SFN_TIMELINE_|(?:HTTPS?|ALL|NO)_PROXY$)/i

/** A gateway that listens for real, in a machine of its own: temporary home, config files and page. */
export interface TestGateway {
  readonly gateway: Gateway
  readonly port: number
  readonly tokenStore: TokenStore
  readonly token: string
  readonly dir: string
  readonly pageDir: string
  /** All that was logged. */
  readonly logged: () => string
  /** Sends a request as the page would, proven as it is sent, with changes: a header set to undefined is left out. */
  readonly ask: (changes?: AskChanges) => Promise<Reply>
  /** Sends bytes as they are and gives all that comes back until the connection ends. */
  readonly raw: (text: string, host?: string) => Promise<string>
  /** Starts another on the same machine, with the same token, at a port (0: any). */
  readonly again: (port: number) => Promise<TestGateway>
  readonly close: () => Promise<void>
}

export interface AskChanges {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string
  readonly host?: string
  /** Whose key proves it, where it is not the user's own. */
  readonly token?: string
  readonly signal?: AbortSignal
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** `__type` of an error's body. */
  readonly error: string | undefined
}

export interface TestGatewayOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Text of ~/.aws/config. */
  readonly awsConfig?: string
  readonly limits?: Partial<GatewayLimits>
  readonly quotas?: AwsAccessOptions['quotas']
  readonly profile?: string
  /** Started with `--logs`. */
  readonly logs?: boolean
}

export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const dir = await mkdtemp(join(tmpdir(), 'sfn-timeline-gateway-'))
  await becomeMachine(dir, options)
  const pageDir = join(dir, 'page')
  await mkdir(join(pageDir, 'assets'), { recursive: true })
  await writeFile(join(pageDir, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(pageDir, 'assets', 'index-1a2B3c4D.js'), 'export {}')
  await writeFile(join(dir, 'secret.txt'), 'not for anyone')
  return startIn(dir, 0, options)
}

/** A gateway on a machine that is there already. */
async function startIn(dir: string, wantedPort: number, options: TestGatewayOptions): Promise<TestGateway> {
  const pageDir = join(dir, 'page')
  let logged = ''
  const limits = { ...DEFAULT_LIMITS, shutdownMs: 200, ...options.limits }
  const tokenStore = fileTokenStore(join(dir, 'config'))
  const aws = createAwsAccess({
    profile: options.profile,
    chosenProfiles: chosenProfiles(join(dir, 'config')),
    limits,
    ...(options.quotas ? { quotas: options.quotas } : {}),
    ...(options.logs ? { logs: logSwitches(join(dir, 'config')) } : {}),
  })
  const log = terminalLog(text => {
    logged += text
  })
  const gateway = await startGateway({ port: wantedPort, pageDir, tokenStore, aws, log, limits })
  const token = await tokenStore.read()
  const { port } = gateway
  return {
    gateway,
    port,
    tokenStore,
    token,
    dir,
    pageDir,
    logged: () => logged,
    ask: changes => ask(port, token, changes ?? {}),
    raw: (text, host) => raw({ port, text, host: host ?? '127.0.0.1' }),
    again: wanted => startIn(dir, wanted, options),
    close: async () => {
      await gateway.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Points the environment of this test's worker at a machine without any AWS set-up but the given one. */
async function becomeMachine(dir: string, options: TestGatewayOptions): Promise<void> {
  for (const name of Object.keys(process.env)) if (AWS_VARIABLES.test(name)) delete process.env[name]
  process.env['AWS_CONFIG_FILE'] = join(dir, 'aws-config')
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(dir, 'aws-credentials')
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true'
  Object.assign(process.env, options.env)
  await writeFile(join(dir, 'aws-config'), options.awsConfig ?? '')
}

async function ask(port: number, token: string, changes: AskChanges): Promise<Reply> {
  const own: Record<string, string | undefined> = {
    host: `127.0.0.1:${port}`,
    origin: `http://127.0.0.1:${port}`,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'AWSStepFunctions.GetExecutionHistory',
    ...changes.headers,
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(own)) if (value !== undefined) headers[name] = value
  const method = changes.method ?? 'POST'
  const body = changes.body ?? (method === 'POST' ? JSON.stringify({ executionArn: EXECUTION_ARN }) : '')
  const path = changes.path ?? '/aws/'
  if (!Object.hasOwn(changes.headers ?? {}, PROOF_HEADER)) {
    const { host = '', 'x-amz-target': target = '', 'x-sfn-timeline-profile': profile = '' } = headers
    const by = changes.token ?? token
    headers[PROOF_HEADER] = await provenBy({ port, token: by, host, method, path, target, profile, body })
  }
  return new Promise((resolve, reject) => {
    const options = { host: changes.host ?? '127.0.0.1', port, method, path, headers }
    const abortable = changes.signal ? { ...options, signal: changes.signal } : options
    const req = request({ ...abortable, agent: false }, res => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('error', reject)
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: res.statusCode ?? 0, headers: res.headers, text, error: errorIn(text) })
      })
    })
    req.on('error', reject)
    req.end(body)
  })
}

function errorIn(text: string): string | undefined {
  return /"__type":"(\w+)"/.exec(text)?.[1]
}

function raw({ port, text, host }: { port: number; text: string; host: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host)
    let received = ''
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(received))
    // The gateway may close while we still send: what it said before counts.
    socket.on('error', error => (received === '' ? reject(error) : resolve(received)))
    socket.write(text, 'latin1')
  })
}
