// Builds the page or the command line when a source is newer than the last build, and only then.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const shared = ['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']
const parts = {
  // The page first: building it empties its folder.
  page: {
    inputs: ['src', 'public', 'index.html', 'viewer.html', ...shared],
    runs: [['build'], ['build', '--mode', 'viewer']],
  },
  cli: {
    inputs: ['src', ...shared],
    runs: [['build', '--ssr']],
  },
}

/**
 * Makes dist/<part> current.
 * @param {'page' | 'cli'} part
 * @param {{ quiet?: boolean, always?: boolean }} options quiet: nothing is written unless the build fails;
 *   always: build even what is current
 */
export async function build(part, { quiet = false, always = false } = {}) {
  if (!always && isCurrent(part)) return
  const release = await lock(part)
  try {
    // Another process may have built it while this one waited.
    if (!always && isCurrent(part)) return
    if (!quiet) console.error(`Building the ${part === 'page' ? 'page' : 'command line'}…`)
    const before = fingerprint(part)
    for (const args of parts[part].runs) await runVite(part, args, { quiet, brief: !always })
    if (part === 'cli') chmodSync(join(root, 'dist', 'cli', 'sfn-timeline.js'), 0o755)
    writeFileSync(stampPath(part), before)
  } finally {
    release()
  }
}

function isCurrent(part) {
  try {
    return readFileSync(stampPath(part), 'utf8') === fingerprint(part)
  } catch {
    return false
  }
}

function stampPath(part) {
  return join(root, 'dist', part, '.stamp')
}

/** Names, sizes and times of all inputs: a deleted or an older file counts as a change too. */
function fingerprint(part) {
  const hash = createHash('sha256')
  for (const input of parts[part].inputs) addPath(hash, join(root, input))
  return hash.digest('hex')
}

function addPath(hash, path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (stat.isDirectory()) {
    for (const name of readdirSync(path).toSorted()) addPath(hash, join(path, name))
  } else if (!path.endsWith('.test.ts')) {
    hash.update(`${path.slice(root.length)} ${stat.size} ${stat.mtimeMs}\n`)
  }
}

/** `brief`: warnings and errors alone, where building is only a step on the way. */
function runVite(part, args, { quiet, brief }) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(process.execPath, [vite, ...args, ...(brief ? ['--logLevel', 'warn'] : [])], {
    cwd: root,
    // Standard output belongs to the command that is about to run.
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      if (quiet) output += chunk
      else process.stderr.write(chunk)
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', code => {
      if (code === 0) return resolve()
      process.stderr.write(output)
      reject(new Error(`the build of the ${part} failed (vite ${args.join(' ')})`))
    })
  })
}

/** Two commands started at once on a fresh checkout must not write the same files. */
async function lock(part) {
  const path = join(root, 'dist', `.${part}.lock`)
  mkdirSync(join(root, 'dist'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(path)
      writeFileSync(join(path, 'pid'), String(process.pid))
      return () => rmSync(path, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (ownerIsGone(path)) rmSync(path, { recursive: true, force: true })
      else await delay(100)
    }
  }
}

function ownerIsGone(path) {
  let pid
  try {
    pid = Number(readFileSync(join(path, 'pid'), 'utf8'))
  } catch {
    // The owner is between the two steps of taking the lock, unless it died there: an old lock is nobody's.
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat !== undefined && Date.now() - stat.mtimeMs > 5_000
  }
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build('page', { always: true })
  await build('cli', { always: true })
}
