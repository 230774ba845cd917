// What the installs of the interpreters (moto, LocalStack) share: a virtual environment in a folder of its own under the git-ignored
// cache, made by steps that each end within a limit, so that no network and no program can hold up `npm test` for ever.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cache = join(fileURLToPath(new URL('../', import.meta.url)), '.cache')

const minute = 60
const limitSeconds = { question: 30, venv: 3 * minute, pip: 10 * minute }

/** Where an environment of that name lies, whether it is there or not. */
export function environmentFolder(name) {
  return join(cache, name)
}

/** Whether the environment holds exactly these requirements: their marker is written last. */
export function isInstalled(folder, requirements) {
  const marker = join(folder, 'installed')
  return existsSync(marker) && readFileSync(marker, 'utf8') === requirements.join()
}

/** Whether a Python can be started, makes virtual environments, and is one that `check` (an expression) holds for. */
export function isPython(python, check = 'True') {
  const program = `import sys, venv, ensurepip; sys.exit(not (${check}))`
  return run([python, '-c', program], limitSeconds.question, 'ignore') === undefined
}

/**
 * Makes the environment anew. What an earlier try left is removed first.
 * @returns {string | undefined} why it could not be made
 */
export function makeEnvironment({ python, folder, requirements }) {
  console.error(`Installing ${requirements[0]} with ${python}…`)
  rmSync(folder, { recursive: true, force: true })
  const noVenv = run([python, '-m', 'venv', folder], limitSeconds.venv)
  if (noVenv !== undefined) return `The virtual environment could not be made: python ${noVenv}.`
  const pip = [join(folder, 'bin', 'python'), '-m', 'pip', '--disable-pip-version-check', '--no-input']
  const noPackages = run([...pip, 'install', '--quiet', ...requirements], limitSeconds.pip)
  if (noPackages !== undefined) return `The packages could not be had: pip ${noPackages} (${requirements.join(' ')}).`
  writeFileSync(join(folder, 'installed'), requirements.join())
  return undefined
}

/**
 * Runs a program to its end, or kills it at the limit.
 * @returns {string | undefined} how it failed, said of the program
 */
export function run([command, ...args], seconds, output = 2) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: ['ignore', output, output], env, timeout: seconds * 1000, killSignal: 'SIGKILL' }
  const { error, status, signal } = spawnSync(command, args, options)
  if (error?.code === 'ETIMEDOUT') return `took longer than ${seconds} seconds`
  if (error !== undefined) return `could not be started (${error.code})`
  return status === 0 ? undefined : `ended with ${status ?? signal}`
}
