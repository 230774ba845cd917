// Installs LocalStack's interpreter of Amazon States Language, which the localstack suite runs against, in a virtual environment of
// its own under the git-ignored cache (half a gigabyte, about two minutes). Without Python 3.12 or newer: says so and leaves the suite
// skipped, except where LOCALSTACK_REQUIRED says that it must run.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Without the pins it does not start.
const requirements = [
  'localstack-core[runtime]==4.14.0',
  'cbor2==5.8.0',
  'pyopenssl==25.3.0',
  'cryptography<47',
  'service_identity<26',
]

/** It takes up to 750 MB beside the browser. */
const enoughMemoryBytes = 3 * 1024 ** 3

const folder = join(fileURLToPath(new URL('../../', import.meta.url)), '.cache', 'localstack')
const marker = join(folder, 'installed')

/** The program that runs it, whether it exists or not. */
export const localstackPython = join(folder, 'bin', 'python')

/** Whether this version is installed. */
export function localstackIsInstalled() {
  return existsSync(localstackPython) && existsSync(marker) && readFileSync(marker, 'utf8') === requirements.join()
}

function install() {
  if (localstackIsInstalled()) return
  if (totalmem() < enoughMemoryBytes) return skip('This machine has less than 3 GB of memory.')
  const python = candidates().find(isGood)
  if (python === undefined) return skip('Python 3.12 or newer with its venv module is missing.')
  console.error(`Installing ${requirements[0]} with ${python}…`)
  rmSync(folder, { recursive: true, force: true })
  if (!run(python, ['-m', 'venv', folder])) return skip('the virtual environment could not be made.')
  if (!run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...requirements])) {
    return skip(`pip could not install ${requirements.join(' ')}.`)
  }
  writeFileSync(marker, requirements.join())
}

/** Version managers put newer ones beside the system's. */
function candidates() {
  const managed = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions')
  const versions = existsSync(managed)
    ? readdirSync(managed).map(version => join(managed, version, 'bin', 'python3'))
    : []
  return ['python3.13', 'python3.12', 'python3', ...versions.toReversed()]
}

function isGood(python) {
  const check = 'import sys, venv, ensurepip; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 13))'
  return spawnSync(python, ['-c', check], { stdio: 'ignore' }).status === 0
}

function run(command, args) {
  return spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0
}

function skip(reason) {
  if (process.env.LOCALSTACK_REQUIRED) {
    console.error(`The tests against LocalStack cannot run: ${reason}`)
    process.exit(1)
  }
  console.error(`\nSKIPPED: the tests against LocalStack. ${reason}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install()
