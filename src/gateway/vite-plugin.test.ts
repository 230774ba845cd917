import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { provenBy } from './testing/prove.ts'
import { fileTokenStore } from './token-store.ts'
import { gatewayPlugin } from './vite-plugin.ts'

let dir: string
let port: number
let server: ViteDevServer

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sfn-timeline-vite-'))
  await writeFile(join(dir, 'index.html'), '<!doctype html><title>page</title>')
  vi.stubEnv('SFN_TIMELINE_CONFIG_DIR', join(dir, 'config'))
  port = await freePort()
  server = await createServer({
    configFile: false,
    root: dir,
    logLevel: 'silent',
    plugins: [gatewayPlugin()],
    server: { port, host: '127.0.0.1', strictPort: true, ws: false, watch: null },
  })
  await server.listen()
})
afterAll(async () => {
  await server.close()
  vi.unstubAllEnvs()
  await rm(dir, { recursive: true })
})

describe('the gateway in Vite’s server', () => {
  it('leaves the page to Vite', async () => {
    expect((await ask({ method: 'GET', path: '/' })).text).toContain('<title>page</title>')
  })

  it('answers its own page', async () => {
    const token = await fileTokenStore(join(dir, 'config')).read()
    const [method, path] = ['GET', '/gateway/status']
    const headers = {
      'sec-fetch-site': 'same-origin',
      'x-sfn-timeline-proof': await provenBy({ port, token, method, path }),
    }
    const { status, text } = await ask({ method, path, headers })
    expect([status, JSON.parse(text).name]).toEqual([200, 'sfn-timeline'])
  })

  it('lets in neither the origins nor the hosts that Vite would', async () => {
    const neighbour = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }
    const preflight = { ...neighbour, 'access-control-request-method': 'POST' }
    const replies = [
      await ask({ method: 'OPTIONS', path: '/aws/', headers: preflight }),
      await ask({ method: 'POST', path: '/aws/', headers: neighbour }),
      await ask({ method: 'GET', path: '/gateway/profiles', headers: neighbour }),
      await ask({ method: 'GET', path: '/gateway/profiles', headers: { host: '10.0.0.1:80' } }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([405, 403, 403, 403])
    for (const { headers } of replies) expect(headers.join()).not.toMatch(/access-control/i)
  })
})

interface Question {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

function ask({ method, path, headers }: Question) {
  return new Promise<{ status: number; headers: string[]; text: string }>((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { accept: 'text/html', ...headers },
      agent: false,
    }
    const req = request(options, res => {
      let text = ''
      res.on('data', chunk => {
        text += String(chunk)
      })
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.rawHeaders, text }))
    })
    req.on('error', reject)
    req.end()
  })
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createTcpServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}
