import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { randomText } from '../protocol/base64url.ts'
import { OWN_COMMANDS } from '../protocol/gateway-codes.ts'
import { launchName } from '../protocol/keys.ts'
import { ownGatewayVersion } from './running-gateway.ts'
import { freePort, isListening, listen } from './testing-ports.ts'

// The command line as a person runs it: built, in a process of its own, in a home of its own.

let dir: string
let program: string
let port: number
const children: ChildProcess[] = []

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sfn-timeline-cli-'))
  program = join(dir, 'cli', 'sfn-timeline.js')
  await build({ logLevel: 'silent', build: { ssr: true, outDir: join(dir, 'cli'), emptyOutDir: false } })
  await writeFile(join(dir, 'package.json'), '{"type":"module"}')
  await mkdir(join(dir, 'page'))
  await writeFile(join(dir, 'page', 'index.html'), '<!doctype html><title>page</title>')
  await mkdir(join(dir, 'bin'))
  // In the browser's place: notes the address it was started with.
  await writeFile(join(dir, 'bin', 'xdg-open'), `#!/bin/sh\necho "$1" >> ${join(dir, 'opened')}\n`)
  await chmod(join(dir, 'bin', 'xdg-open'), 0o755)
  port = await freePort()
})
afterEach(async () => {
  await run('stop', '--port', String(port))
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(join(dir, 'opened'), { force: true })
})
afterAll(() => rm(dir, { recursive: true }))

const opened = async () =>
  (await readFile(join(dir, 'opened'), 'utf8').catch(() => '')).trim().split('\n').filter(Boolean)

describe('start', () => {
  it('prints one line with the URL, serves, and ends on SIGTERM though connections are open', async () => {
    const gateway = start('--no-open')
    expect(await firstLine(gateway)).toMatch(
      new RegExp(`^sfn-timeline is at http://127.0.0.1:${port}/#launch=[\\w-]{22}$`),
    )
    const idle = connect(port, '127.0.0.1').on('error', () => undefined)
    await once(idle, 'connect')
    gateway.kill('SIGTERM')
    const [code] = await once(gateway, 'exit')
    expect(code).toBe(0)
  })

  it('opens the browser by a way in that works once', async () => {
    const line = await firstLine(start())
    await expect.poll(opened).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#launch=[\w-]{22}$/)])
    const [url = ''] = await opened()
    expect(line).not.toContain(url)
    expect(await enter(url)).toEqual([200, ''])
    expect(await enter(url)).toEqual([410, undefined])
    expect(await enter(line)).toEqual([200, ''])
  })

  it('opens the one that runs already', async () => {
    await firstLine(start('--no-open'))
    const { status, stdout } = await run('start', '--port', String(port))
    expect([status, stdout]).toEqual([0, expect.stringContaining(`http://127.0.0.1:${port}/#launch=`)])
    expect(await enter(stdout)).toEqual([200, ''])
    await expect.poll(async () => (await opened()).length).toBe(1)
  })

  it('says that a port is taken and takes the next, and never trusts who cannot prove to be a gateway', async () => {
    const impostor = createServer((_req, res) => res.end('{"name":"sfn-timeline","version":"9","proof":"x"}'))
    await listen(impostor, port)
    const gateway = start('--no-open')
    const complaint = once(gateway.stderr, 'data')
    expect(await firstLine(gateway)).toContain(`http://127.0.0.1:${port + 1}/`)
    expect(String(await complaint)).toBe(`Port ${port} is taken by another program; trying ${port + 1}.\n`)
    impostor.close()
  })
})

const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:SM:x'

describe('open', () => {
  const arn = ARN

  it('starts a gateway in the background and the browser at the execution; stop ends it', async () => {
    const { status } = await run('open', arn, '--port', String(port))
    expect(status).toBe(0)
    await expect.poll(async () => (await opened()).length).toBe(1)
    const [url = ''] = await opened()
    expect(await enter(url)).toEqual([200, `/executions/${encodeURIComponent(arn)}?v=1`])
    expect((await run('stop', '--port', String(port))).stdout).toBe(`The gateway at port ${port} stops.\n`)
    await expect.poll(() => isListening(port)).toBe(false)
  })

  it('says what cannot be opened', async () => {
    const { status, stderr } = await run('open', 'arn:aws:s3:::bucket')
    expect(status).toBe(1)
    expect(stderr).toMatch(/^sfn-timeline: \S/)
  })
})

describe('reset-token', () => {
  it('gives the running gateway a new token, which it takes at once', async () => {
    await firstLine(start('--no-open'))
    const former = await token()
    expect((await run('reset-token')).status).toBe(0)
    expect(await token()).not.toBe(former)
    const { stdout } = await run('start', '--no-open', '--port', String(port))
    expect(await enter(stdout)).toEqual([200, ''])
    expect(await ownGatewayVersion(port, await token())).toBeDefined()
    expect(await ownGatewayVersion(port, former)).toBeUndefined()
  })
})

describe('what the page says to run', () => {
  it.each(Object.values(OWN_COMMANDS))('works as it stands: %s', async command => {
    // A gateway runs already: else `sfn-timeline` would go on until it is stopped.
    await run('open', '--port', String(port))
    for (const one of command.split('; ')) {
      const [program, ...words] = one.split(' ')
      expect(program).toBe('sfn-timeline')
      const at = words.includes('reset-token') ? [] : ['--port', String(port)]
      if (command.includes('stop; ') && words[0] === 'start') {
        expect(await firstLine(start('--no-open', ...words.slice(1)))).toContain('#launch=')
      } else expect(await run(...words, ...at)).toMatchObject({ status: 0 })
    }
  })
})

describe('outline', () => {
  const history = { events: [{ id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: 1 }] }

  it('goes on with the other files where one is no history, and exits 1', async () => {
    await writeFile(join(dir, 'a.json'), JSON.stringify(history))
    await writeFile(join(dir, 'b.json'), '<html>')
    const { status, stdout, stderr } = await run('outline', '--json', 'b.json', 'a.json', 'none.json', '.')
    expect(status).toBe(1)
    const lines = stdout.trim().split('\n')
    expect(lines.map(line => JSON.parse(line))).toMatchObject([{ file: 'a.json', spans: [{ id: 'x1' }], oddities: [] }])
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^sfn-timeline: b\.json: This is a web page/),
      'sfn-timeline: none.json: there is no such file.',
      'sfn-timeline: .: this is a folder; name the files in it.',
    ])
  })

  it('gives a span one line, and the terminal no control characters, whatever the names are', async () => {
    const name = 'A\n✓ Forged [Task]  1 s  s9\u009b2J\u202e'
    const events = [
      ...history.events,
      { id: 2, previousEventId: 1, type: 'PassStateEntered', timestamp: 1, stateEnteredEventDetails: { name } },
    ]
    await writeFile(join(dir, 'hostile.json'), JSON.stringify({ events }))
    const text = await run('outline', 'hostile.json')
    const json = await run('outline', '--json', 'hostile.json')
    for (const { stdout, status } of [text, json]) {
      expect(status).toBe(0)
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
    }
    expect(text.stdout.trim().split('\n')).toHaveLength(2)
    expect(JSON.parse(json.stdout).spans[1].name).toBe(name)
  })

  it('reads standard input, and gives one file as one document without "file"', async () => {
    const { stdout } = await run('outline', '--json', '-', { input: JSON.stringify(history) })
    expect(Object.keys(JSON.parse(stdout))).toEqual(['spans', 'oddities'])
  })

  it('ends quietly when its reader has enough', async () => {
    await writeFile(join(dir, 'a.json'), JSON.stringify(history))
    const many = spawn(process.execPath, [program, 'outline', '--json', ...Array<string>(3_000).fill('a.json')], {
      cwd: dir,
    })
    let complaints = ''
    many.stderr.on('data', chunk => {
      complaints += String(chunk)
    })
    await once(many.stdout, 'data')
    many.stdout.destroy()
    const [code] = await once(many, 'exit')
    expect([code, complaints]).toEqual([0, ''])
  })
})

it('explains a file, as the README shows', async () => {
  await copyFile('e2e/histories/trouble/caught-then-fail-state.json', join(dir, 'history.json'))
  const readme = await readFile('README.md', 'utf8')
  const command = /^npx sfn-timeline (explain history\.json --json)/m.exec(readme)?.[1] ?? ''
  const { status, stdout, stderr } = await run(...command.split(' '))
  expect([status, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toMatchObject({ cause: { states: ['GiveUp'] }, after: { states: ['MakeThumbnails'] } })
})

it.each([
  ['explain', [ARN]],
  ['compare', [ARN, `${ARN}-before`]],
  ['compare', ['--last', '20', ARN]],
  ['runs', [ARN.replace('execution', 'stateMachine').replace(':x', '')]],
])('%s ends in words on Ctrl+C, and prints nothing', async (command, words) => {
  const silent = createServer(() => undefined)
  const at = await listen(silent, 0)
  const aws = { AWS_ENDPOINT_URL_SFN: `http://127.0.0.1:${at}`, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' }
  const child = spawn(process.execPath, [program, command, ...words], { env: { ...environment(), ...aws }, cwd: dir })
  children.push(child)
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (told += String(chunk)))
  await once(silent, 'request')
  child.kill('SIGINT')
  const [code] = await once(child, 'close')
  expect([code, told]).toEqual([130, 'sfn-timeline: cancelled.\n'])
  silent.closeAllConnections()
  silent.close()
})

describe('a mistake', () => {
  it('is told on standard error with status 2', async () => {
    const { status, stdout, stderr } = await run('bogus')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('There is no command "bogus".\nRun sfn-timeline --help')
  })
})

const token = async () => (await readFile(join(dir, 'config', 'token'), 'utf8')).trim()

/** What a page gets that was opened at an address: the status and, where it is let in, the route to show. */
async function enter(address: string): Promise<readonly [number, string | undefined]> {
  const code = /#launch=([\w-]{22})/.exec(address)?.[1] ?? ''
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const response = await fetch(`http://127.0.0.1:${port}/gateway/key`, {
    method: 'POST',
    headers: { ...headers, origin: `http://127.0.0.1:${port}` },
    body: JSON.stringify({ name: await launchName(code), challenge: randomText(16) }),
  })
  const { route } = (await response.json()) as { route?: string }
  return [response.status, route]
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: `${join(dir, 'bin')}:${process.env['PATH']}`, HOME: dir, SFN_TIMELINE_CONFIG_DIR: join(dir, 'config') }
}

function start(...options: readonly string[]) {
  const args = [program, 'start', '--port', String(port), ...options]
  const child = spawn(process.execPath, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

async function firstLine(child: ReturnType<typeof start>): Promise<string> {
  const [chunk] = await once(child.stdout, 'data')
  return String(chunk).trim()
}

type RunOption = string | { readonly input: string }

async function run(...options: readonly RunOption[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const args = options.filter(option => typeof option === 'string')
  const input = options.find(option => typeof option === 'object')?.input ?? ''
  const child = spawn(process.execPath, [program, ...args], { env: environment(), cwd: dir })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', chunk => {
    output.stdout += String(chunk)
  })
  child.stderr.on('data', chunk => {
    output.stderr += String(chunk)
  })
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  return { status: Number(code), ...output }
}
