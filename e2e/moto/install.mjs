// Installs moto, the interpreter of Amazon States Language the moto suite runs against, in a virtual environment of its own
// under the git-ignored cache. Without Python's venv: says so and leaves the suite skipped, except in CI, where it must run.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Before 5.2.3 a second StartExecution of one state machine fails.
const requirement = 'moto[server]==5.2.3'
const folder = join(fileURLToPath(new URL('../../', import.meta.url)), '.cache', 'moto')
const marker = join(folder, 'installed')

/** The server program, whether it exists or not. */
export const motoServer = join(folder, 'bin', 'moto_server')

/** Whether this version of moto is installed. */
export function motoIsInstalled() {
  return existsSync(motoServer) && existsSync(marker) && readFileSync(marker, 'utf8') === requirement
}

function install() {
  if (motoIsInstalled()) return
  if (!hasVenv()) getVenv()
  if (!hasVenv()) {
    const reason = 'Python 3 with its venv module is missing (Debian, Ubuntu: apt-get install python3-venv).'
    if (process.env.CI) fail(reason)
    console.error(`\nSKIPPED: the tests against moto. ${reason}\n`)
    return
  }
  console.error(`Installing ${requirement}…`)
  rmSync(folder, { recursive: true, force: true })
  if (!run('python3', ['-m', 'venv', folder])) fail('the virtual environment could not be made.')
  if (!run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', requirement])) {
    fail(`pip could not install ${requirement}.`)
  }
  writeFileSync(marker, requirement)
}

function hasVenv() {
  return spawnSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0
}

function getVenv() {
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (!process.env.CI || !isRootOnDebian) return
  run('apt-get', ['update'])
  run('apt-get', ['install', '-y', '--no-install-recommends', 'python3', 'python3-venv'])
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], env }).status === 0
}

function fail(reason) {
  console.error(`The tests against moto cannot run: ${reason}`)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install()
