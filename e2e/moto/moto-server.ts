import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../fixtures/free-port.ts'
import { motoServer } from './install.mjs'

type Json = Readonly<Record<string, unknown>>

interface MotoLine {
  readonly at: number
  readonly message: string
}

interface Sent {
  readonly body: string | URLSearchParams
  readonly type?: string
  readonly target?: string
}

/** The end of a directory of no files. */
const EMPTY_ZIP = 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=='

/** moto on a port of its own, with real interpretation of state machines switched on. */
export class Moto {
  readonly url: string
  private readonly process: ChildProcess
  private count = 0

  private constructor(url: string, process: ChildProcess) {
    this.url = url
    this.process = process
  }

  static async start(): Promise<Moto> {
    // Integrations call back on the port, so 0 will not do.
    const port = await freePort()
    const server = spawn(motoServer, ['-H', '127.0.0.1', '-p', String(port)], {
      stdio: 'ignore',
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_DEFAULT_REGION: 'us-east-1',
      },
    })
    const moto = new Moto(`http://127.0.0.1:${port}`, server)
    await moto.configure()
    return moto
  }

  /** Without this, every execution gets one canned history. No environment variable does it. */
  private async configure(): Promise<void> {
    const body = JSON.stringify({ stepfunctions: { execute_state_machine: true }, lambda: { use_docker: false } })
    for (;;) {
      if (this.process.exitCode !== null) throw new Error(`moto_server ended with ${this.process.exitCode}`)
      try {
        const response = await fetch(`${this.url}/moto-api/config`, { method: 'POST', body })
        if (response.status === 201) return
        throw new Error(`moto refused its configuration: ${response.status}`)
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
        // Nobody listens yet.
        await once(AbortSignal.timeout(100), 'abort')
      }
    }
  }

  /** Creates a state machine and starts it. Returns the execution's ARN. */
  async run(name: string, definition: Json, input: Json = {}): Promise<string> {
    this.count += 1
    const machine = await this.states('CreateStateMachine', {
      name: `${name}-${this.count}`,
      definition: JSON.stringify(definition),
      roleArn: 'arn:aws:iam::123456789012:role/StatesRole',
    })
    const execution = await this.states('StartExecution', {
      stateMachineArn: machine['stateMachineArn'],
      // moto fails without one.
      name: `run-${this.count}`,
      input: JSON.stringify(input),
    })
    return String(execution['executionArn'])
  }

  /** One call of Step Functions' API. */
  states(action: string, body: Json): Promise<Json> {
    return this.call(`AWSStepFunctions.${action}`, 'states', body)
  }

  /** One call of SQS' API. */
  sqs(action: string, body: Json): Promise<Json> {
    return this.call(`AmazonSQS.${action}`, 'sqs', body)
  }

  /** Creates a log group of a stream, or of several, and writes lines to them as CloudWatch Logs takes them: each stream's in time. */
  async writeLog(logGroupName: string, streams: Readonly<Record<string, readonly MotoLine[]>>): Promise<void> {
    const logs = (action: string, body: Json) => this.call(`Logs_20140328.${action}`, 'logs', body)
    await logs('CreateLogGroup', { logGroupName })
    for (const [logStreamName, lines] of Object.entries(streams)) {
      await logs('CreateLogStream', { logGroupName, logStreamName })
      const logEvents = lines.toSorted((a, b) => a.at - b.at).map(({ at, message }) => ({ timestamp: at, message }))
      const answer = await logs('PutLogEvents', { logGroupName, logStreamName, logEvents })
      if (answer['rejectedLogEventsInfo'] !== undefined) throw new Error(`moto took not all: ${JSON.stringify(answer)}`)
    }
  }

  /** Creates a function. Without Docker moto runs none of its code: it echoes what it is called with, and prints nothing. */
  async createFunction(name: string): Promise<void> {
    const role = { Action: 'CreateRole', Version: '2010-05-08', RoleName: name, AssumeRolePolicyDocument: '{}' }
    await this.send('', 'iam', { body: new URLSearchParams(role) })
    const code = { ZipFile: EMPTY_ZIP }
    const settings = {
      Runtime: 'python3.12',
      Handler: 'charge.handler',
      Role: `arn:aws:iam::123456789012:role/${name}`,
    }
    const body = JSON.stringify({ FunctionName: name, Code: code, ...settings })
    await this.send('/2015-03-31/functions', 'lambda', { body, type: 'application/json' })
  }

  /** Waits for the message of a `.waitForTaskToken` task in a queue and returns its token. */
  async taskToken(queueUrl: string): Promise<string> {
    for (;;) {
      const answer = await this.sqs('ReceiveMessage', { QueueUrl: queueUrl, WaitTimeSeconds: 1 })
      const messages = answer['Messages']
      const body: unknown = Array.isArray(messages) ? messages[0]?.Body : undefined
      if (typeof body === 'string') return String(JSON.parse(body).token)
    }
  }

  /** Waits until the execution has ended, and returns how. */
  async ended(executionArn: string): Promise<string> {
    for (;;) {
      const { status } = await this.states('DescribeExecution', { executionArn })
      if (status !== 'RUNNING') return String(status)
      await once(AbortSignal.timeout(50), 'abort')
    }
  }

  /** When the first event of a type was, epoch ms. */
  async timeOf(executionArn: string, type: string): Promise<number> {
    const { events } = await this.states('GetExecutionHistory', { executionArn })
    const found: unknown = Array.isArray(events) ? events.find(event => event.type === type)?.timestamp : undefined
    if (typeof found !== 'number') throw new Error(`no ${type} in ${executionArn}`)
    return Math.round(found * 1000)
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return
    this.process.kill()
    await once(this.process, 'exit')
  }

  private async call(target: string, service: string, body: Json): Promise<Json> {
    const type = 'application/x-amz-json-1.0'
    // Creating a log group is answered with nothing.
    return JSON.parse((await this.send('', service, { type, target, body: JSON.stringify(body) })) || '{}') as Json
  }

  private async send(path: string, service: string, { body, type, target }: Sent): Promise<string> {
    const credential = `test/20260101/us-east-1/${service}/aws4_request`
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        ...(type !== undefined && { 'content-type': type }),
        ...(target !== undefined && { 'x-amz-target': target }),
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
      },
      body,
    })
    const answer = await response.text()
    if (!response.ok) throw new Error(`${service} ${target ?? path}: ${answer}`)
    return answer
  }
}
