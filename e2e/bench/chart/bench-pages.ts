import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { build } from 'vite'

// The bench runs from the repository's folder, bundled elsewhere.
const here = resolve('e2e/bench/chart')
const outDir = join(tmpdir(), 'sfn-timeline-chart-bench')

/** The bench's pages on a port of their own. */
export interface BenchPages {
  readonly url: string
  close(): void
}

/** Installs the pinned peer if it is not there, builds the pages as a release would, and serves them. */
export async function openBenchPages(): Promise<BenchPages> {
  if (!existsSync(join(here, 'node_modules/@gravity-ui/timeline'))) {
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' })
    if (status !== 0) throw new Error(`npm ci in ${here} failed: the peer's package could not be installed`)
  }
  const input = ['ours', 'gravity', 'growth'].map(name => join(here, `${name}.html`))
  await build({
    root: here,
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, rolldownOptions: { input } },
  })
  const server = await serve()
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the bench server has no port')
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() }
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const file = join(outDir, new URL(request.url ?? '/', 'http://localhost').pathname)
    if (!file.startsWith(outDir) || !existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    response.end(readFileSync(file))
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}
