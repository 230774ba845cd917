// Installs LocalStack's interpreter of Amazon States Language, which the localstack suite runs against, in a virtual environment of
// its own under the git-ignored cache (half a gigabyte, about two minutes). Where that cannot be done it says why and leaves the suite
// skipped, except where LOCALSTACK_REQUIRED says that it must run.
import { existsSync, readdirSync } from 'node:fs'
import { homedir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environmentFolder, isInstalled, isPython, makeEnvironment } from '../python-environment.mjs'

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

const folder = environmentFolder('localstack')

/** The program that runs it, whether it exists or not. */
export const localstackPython = join(folder, 'bin', 'python')

/** Whether this version is installed. */
export function localstackIsInstalled() {
  return existsSync(localstackPython) && isInstalled(folder, requirements)
}

/** Says in one line why the suite is skipped. Throws where it must run. */
export function skipLocalstack(reason) {
  if (process.env.LOCALSTACK_REQUIRED) throw new Error(`The tests against LocalStack cannot run. ${reason}`)
  console.error(`\nSKIPPED: the tests against LocalStack. ${reason}\n`)
}

function install() {
  if (localstackIsInstalled()) return
  if (totalmem() < enoughMemoryBytes) return skipLocalstack('This machine has less than 3 GB of memory.')
  const python = candidates().find(candidate => isPython(candidate, '(3, 12) <= sys.version_info[:2] <= (3, 13)'))
  if (python === undefined) return skipLocalstack('Python 3.12 or 3.13 with its venv module is missing.')
  const failure = makeEnvironment({ python, folder, requirements })
  if (failure !== undefined) skipLocalstack(failure)
}

/** Version managers put newer ones beside the system's. */
function candidates() {
  const managed = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions')
  const versions = existsSync(managed)
    ? readdirSync(managed).map(version => join(managed, version, 'bin', 'python3'))
    : []
  return ['python3.13', 'python3.12', 'python3', ...versions.toReversed()]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    install()
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
