import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../fixtures/free-port.ts'
import { localstackPython } from './install.mjs'

type Json = Readonly<Record<string, unknown>>

const ROLE = 'arn:aws:iam::000000000000:role/StatesRole'

/** Ten seconds on a cold disk; what takes longer than this says more of the machine than of us. */
const START_LIMIT_MS = 120_000
const STOP_LIMIT_MS = 15_000

/** LocalStack is there and did not start: a matter of its installation, not of what is tested. */
export class LocalStackNotStarted extends Error {}

/** LocalStack on a port and in a folder of its own: state machines alone, nothing leaves the machine. */
export class LocalStack {
  readonly url: string
  private readonly process: ChildProcess
  private readonly folder: string
  private count = 0

  private constructor(url: string, process: ChildProcess, folder: string) {
    this.url = url
    this.process = process
    this.folder = folder
  }

  /** Throws `LocalStackNotStarted` when it ends by itself or does not answer within two minutes. */
  static async start(): Promise<LocalStack> {
    const port = await freePort()
    const folder = await mkdtemp(join(tmpdir(), 'localstack-'))
    const server = spawn(localstackPython, ['-m', 'localstack.runtime.main'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        SERVICES: 'stepfunctions,sts,iam,logs,sqs,events',
        ...{ EAGER_SERVICE_LOADING: '0', DISABLE_EVENTS: '1', SKIP_SSL_CERT_DOWNLOAD: '1', DNS_ADDRESS: '0' },
        ...{ OVERRIDE_IN_DOCKER: '0', PERSISTENCE: '0', LS_LOG: 'warn' },
        ...{ FILESYSTEM_ROOT: folder, LOCALSTACK_VOLUME_DIR: folder },
        ...{ GATEWAY_LISTEN: `127.0.0.1:${port}`, LOCALSTACK_HOST: `127.0.0.1:${port}` },
        ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'us-east-1' },
      },
    })
    const localstack = new LocalStack(`http://127.0.0.1:${port}`, server, folder)
    try {
      await localstack.ready()
    } catch (error) {
      await localstack.stop()
      throw error
    }
    return localstack
  }

  private async ready(): Promise<void> {
    const late = AbortSignal.timeout(START_LIMIT_MS)
    while (!late.aborted) {
      if (this.hasEnded) throw new LocalStackNotStarted(`It ended with ${this.process.exitCode ?? 'a signal'}.`)
      try {
        const response = await fetch(`${this.url}/_localstack/health`, { signal: late })
        if (response.ok) return
      } catch (error) {
        if (!(error instanceof TypeError) && !late.aborted) throw error
      }
      // Nobody listens yet.
      await once(AbortSignal.timeout(100), 'abort')
    }
    throw new LocalStackNotStarted(`It did not start within ${START_LIMIT_MS / 1000} seconds.`)
  }

  private get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null
  }

  /** Creates a state machine. Returns its ARN. */
  async machine(name: string, definition: Json): Promise<string> {
    this.count += 1
    const made = await this.states('CreateStateMachine', {
      ...{ name: `${name}-${this.count}`, definition: JSON.stringify(definition), roleArn: ROLE },
    })
    return String(made['stateMachineArn'])
  }

  /** Runs a state machine to its end. Returns the execution's ARN and how it ended. */
  async run(stateMachineArn: string, input: Json = {}): Promise<{ readonly arn: string; readonly status: string }> {
    const started = await this.states('StartExecution', { stateMachineArn, input: JSON.stringify(input) })
    const arn = String(started['executionArn'])
    for (;;) {
      const { status } = await this.states('DescribeExecution', { executionArn: arn })
      if (status !== 'RUNNING') return { arn, status: String(status) }
      await once(AbortSignal.timeout(50), 'abort')
    }
  }

  /** Creates an Express state machine that logs all it does. Returns its ARN. */
  async expressMachine(name: string, definition: Json, group: string): Promise<string> {
    await this.call(`Logs_20140328.CreateLogGroup`, 'logs', { logGroupName: group })
    const logGroupArn = `arn:aws:logs:us-east-1:000000000000:log-group:${group}:*`
    const destinations = [{ cloudWatchLogsLogGroup: { logGroupArn } }]
    const made = await this.states('CreateStateMachine', {
      ...{ name, type: 'EXPRESS', definition: JSON.stringify(definition), roleArn: ROLE },
      loggingConfiguration: { level: 'ALL', includeExecutionData: true, destinations },
    })
    return String(made['stateMachineArn'])
  }

  /** Runs an Express state machine until its log tells of its end. Returns the execution's ARN. */
  async runExpress(stateMachineArn: string, group: string, input: Json): Promise<string> {
    const started = await this.states('StartExecution', { stateMachineArn, input: JSON.stringify(input) })
    const arn = String(started['executionArn'])
    for (;;) {
      const { events } = await this.call('Logs_20140328.FilterLogEvents', 'logs', { logGroupName: group })
      const messages: readonly string[] = Array.isArray(events) ? events.map(({ message }) => String(message)) : []
      if (messages.some(one => one.includes(arn) && /"Execution(?:Succeeded|Failed)"/.test(one))) return arn
      await once(AbortSignal.timeout(100), 'abort')
    }
  }

  /** One call of Step Functions' API. */
  states(action: string, body: Json): Promise<Json> {
    return this.call(`AWSStepFunctions.${action}`, 'states', body)
  }

  private async call(target: string, service: 'states' | 'logs', body: Json): Promise<Json> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(body),
    })
    // Creating a log group is answered with nothing.
    const answer = JSON.parse((await response.text()) || '{}') as Json
    if (!response.ok) throw new Error(`${target}: ${JSON.stringify(answer)}`)
    return answer
  }

  async stop(): Promise<void> {
    if (!this.hasEnded) {
      const exited = once(this.process, 'exit')
      this.process.kill()
      const late = setTimeout(() => this.process.kill('SIGKILL'), STOP_LIMIT_MS)
      await exited
      clearTimeout(late)
    }
    await rm(this.folder, { recursive: true, force: true })
  }
}
