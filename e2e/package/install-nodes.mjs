// Gets the versions of Node that the packed package must run on, as npm packages that hold the program itself, into the git-ignored
// cache. Where one cannot be had (no network, no such build for this machine) that is said, and its tests are skipped.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../../src/tasks/build.mjs'

/** Beside the Node that runs the tests. */
export const otherVersions = [22, 24, 26]

const cache = join(fileURLToPath(new URL('../../', import.meta.url)), '.cache', 'node')
const limitMs = 180_000

/** The package of the program alone: `node@22` would only choose this one, by a script of its own. */
const packageName = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

/** The folder of a version's program, whether it is there or not. */
export function folderOfNode(version) {
  return join(cache, String(version), 'node_modules', packageName, 'bin')
}

/** Whether a version is installed and starts here. */
export function nodeIsInstalled(version) {
  const program = join(folderOfNode(version), process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(program)) return false
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: limitMs })
  return stdout?.startsWith(`v${version}.`) ?? false
}

async function install(version) {
  if (nodeIsInstalled(version)) return
  console.error(`Getting Node ${version} for the tests of the package…`)
  const folder = join(cache, String(version))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n')
  const args = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${packageName}@${version}`]
  const npm = spawn('npm', ['install', ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: limitMs,
    shell: process.platform === 'win32',
  })
  // Whatever went wrong: what counts is whether the program is there now.
  await new Promise(resolve => npm.on('close', resolve).on('error', resolve))
  if (!nodeIsInstalled(version)) console.error(`\nSKIPPED: the package on Node ${version}, which cannot be had here.\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build('page')
  await build('cli')
  await Promise.all(otherVersions.map(install))
}
