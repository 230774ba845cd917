// Installs moto, the interpreter of Amazon States Language the moto suite runs against, in a virtual environment of its own
// under the git-ignored cache. Without Python's venv: says so and leaves the suite skipped, except in CI, where it must run.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environmentFolder, isInstalled, isPython, makeEnvironment, run } from '../python-environment.mjs'

// Before 5.2.3 a second StartExecution of one state machine fails.
const requirements = [
  'moto[server]==5.2.3',
  // The schema that exports for OpenTelemetry must read by.
  'opentelemetry-proto==1.45.2',
]
const folder = environmentFolder('moto')
const aptLimitSeconds = 300

/** The server program, whether it exists or not. */
export const motoServer = join(folder, 'bin', 'moto_server')

/** The Python that has moto and the readers of exports, whether it exists or not. */
export const motoPython = join(folder, 'bin', 'python')

/** Whether these versions are installed. */
export function motoIsInstalled() {
  return existsSync(motoServer) && isInstalled(folder, requirements)
}

function install() {
  if (motoIsInstalled()) return
  if (!isPython('python3')) getVenv()
  if (!isPython('python3')) {
    const reason = 'Python 3 with its venv module is missing (Debian, Ubuntu: apt-get install python3-venv).'
    if (process.env.CI) fail(reason)
    console.error(`\nSKIPPED: the tests against moto. ${reason}\n`)
    return
  }
  const failure = makeEnvironment({ python: 'python3', folder, requirements })
  if (failure !== undefined) fail(failure)
}

function getVenv() {
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (!process.env.CI || !isRootOnDebian) return
  run(['apt-get', 'update'], aptLimitSeconds)
  run(['apt-get', 'install', '-y', '--no-install-recommends', 'python3', 'python3-venv'], aptLimitSeconds)
}

function fail(reason) {
  console.error(`The tests against moto cannot run: ${reason}`)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install()
