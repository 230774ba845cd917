// Which Chromium the browser tests and the bench run in, decided here for all of them.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A closed network must stay silent: none of Chromium's own errands. Root has no sandbox. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Path of the browser to use: `CHROMIUM_PATH`, else Playwright's own, else an installed one.
 * @returns {string | undefined} undefined when there is none
 */
export function findBrowser() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names no file: ${chosen}`)
    return chosen
  }
  return [chromium.executablePath(), ...usualPaths].find(path => path !== '' && existsSync(path))
}

/** Gets a browser where there is none. Never gives up silently: throws with what a person can do. */
export function ensureBrowser() {
  const found = findBrowser()
  if (found !== undefined) return found
  const root = process.platform === 'linux' && process.getuid?.() === 0
  console.error('No Chromium found: installing one for the tests.')
  run('npx', ['playwright', 'install', ...(root ? ['--with-deps'] : []), 'chromium'])
  if (findBrowser() === undefined && root && isDebian()) {
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  }
  const installed = findBrowser()
  if (installed !== undefined) return installed
  throw new Error(
    [
      'The browser tests need Chromium and none could be installed. Either',
      '  - run: npx playwright install --with-deps chromium',
      '  - or install Chromium with your system (Debian, Ubuntu: sudo apt-get install chromium)',
      '  - or set CHROMIUM_PATH to the program of a Chromium or Chrome you have.',
    ].join('\n'),
  )
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (error !== undefined || status !== 0) console.error(`${command} ${args.join(' ')} did not work.`)
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.error(`Browser: ${ensureBrowser()}`)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
