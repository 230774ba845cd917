import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { within } from '../waits/within.ts'
import { diskLimit } from './disk-limit.ts'
import { GatewayError } from './gateway-error.ts'
import type { Answer } from './respond.ts'

const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.json': 'application/json',
    '.map': 'application/json',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.ico': 'image/x-icon',
    '.webp': 'image/webp',
    '.woff': 'font/woff',
    '.woff2': 'font/woff2',
    '.wasm': 'application/wasm',
    '.txt': 'text/plain; charset=utf-8',
    '.webmanifest': 'application/manifest+json',
  }),
)

// Vite names what it hashes `assets/name-1a2B3c4D.ext`: such a file never changes under its name.
const HASHED = /^\/assets\/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/
const RELIST_AFTER_MS = 1_000

export interface PageFiles {
  /** @throws GatewayError `GatewayNotFound` for all but the files of the page. */
  answer(url: string): Promise<Answer>
}

/**
 * The files of the built page. A path is only ever looked up among the names that listing the folder gave, never joined to
 * it, so no spelling of `..` leads anywhere; links are not listed.
 */
export function pageFiles(pageDir: string): PageFiles {
  let names: ReadonlySet<string> = new Set()
  let listedAt = Number.NEGATIVE_INFINITY

  async function isListed(name: string): Promise<boolean> {
    if (!names.has(name) && performance.now() - listedAt > RELIST_AFTER_MS) {
      // A new build has other names: list again, but not at every miss.
      names = new Set(await within(diskLimit(pageDir), () => untimedList(pageDir, '')))
      listedAt = performance.now()
    }
    return names.has(name)
  }

  async function answer(url: string): Promise<Answer> {
    const path = url.split(/[?#]/, 1)[0] ?? '/'
    const name = path === '/' ? '/index.html' : path
    const missing = () => new GatewayError('GatewayNotFound', missingFileText(name))
    if (!(await isListed(name))) throw missing()
    const file = join(pageDir, name)
    const body = await within(diskLimit(file), () => readFile(file).catch(() => undefined))
    if (body === undefined) throw missing()
    const caching = HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-store'
    const type = TYPES.get(extname(name)) ?? 'application/octet-stream'
    return { status: 200, headers: { 'content-type': type, 'cache-control': caching }, body }
  }

  return { answer }
}

function missingFileText(name: string): string {
  return name === '/index.html' ? 'The page is not built: run `npm run build`.' : 'There is no such file here.'
}

async function untimedList(root: string, under: string): Promise<string[]> {
  const folder = join(root, under)
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) return []
  const entries = await readdir(folder, { withFileTypes: true })
  // `.stamp` and the like are the build's own, not the page's.
  const shown = entries.filter(({ name }) => !name.startsWith('.'))
  const lists = shown.map(async entry => {
    const path = `${under}/${entry.name}`
    if (entry.isDirectory()) return untimedList(root, path)
    return entry.isFile() ? [path] : []
  })
  return (await Promise.all(lists)).flat()
}
