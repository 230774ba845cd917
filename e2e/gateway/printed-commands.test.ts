import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseCommandLine } from '../../src/cli/command-line.ts'
import { readAwsConfig } from '../../src/gateway/aws-profiles.ts'
import { OWN_COMMANDS } from '../../src/protocol/gateway-codes.ts'
import { loginCommand } from '../../src/source/remedies.ts'

// What is offered for copying is run as it stands: by our own command line's parser, and by a shell.

const root = new URL('../../', import.meta.url).pathname
const files = [...filesOf('src'), join(root, 'README.md'), join(root, 'docs', 'security.md')]
const offered = Object.values(OWN_COMMANDS).map(command => ({ path: 'offered by the page', command }))
const said = [...offered, ...files.flatMap(commandsIn)]

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:tsx?|mjs)$/.test(name) && !/\.test\.ts$/.test(name))
    .map(name => join(root, folder, name))
}

/** Commands as they are told, in backticks: `sfn-timeline open`. Comments and shortened ones are for readers of the code. */
function commandsIn(path: string): { path: string; command: string }[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  const told = lines.filter(line => !/^\s*(?:\*|\/\*|\/\/)/.test(line)).join('\n')
  return [...told.matchAll(/\\?`(?:npx )?(sfn-timeline(?: [^`…\\\n$]*?)?)\\?`/g)].map(([, command = '']) => ({
    path: path.slice(root.length),
    command,
  }))
}

describe('a command of ours', () => {
  it('is found where it is said', () => {
    expect(said.length).toBeGreaterThan(5)
    expect(new Set(said.map(({ command }) => command))).toContain('sfn-timeline reset-token')
    expect(new Set(said.map(({ command }) => command))).toContain('sfn-timeline open')
  })

  it.each(said)('is one that the command line knows: $command ($path)', ({ command }) => {
    // Some are two, one after the other.
    for (const one of command.replaceAll(/[[\]]/g, '').split(';')) {
      const shell = spawnSync('sh', ['-c', `for word in ${one}; do echo "$word"; done`])
      const [program, ...args] = shell.stdout.toString().trim().split('\n')
      expect(program).toBe('sfn-timeline')
      expect(() => parseCommandLine(args)).not.toThrow()
    }
  })
})

describe('a command of AWS’s', () => {
  const names = ['dev', "o'neil; rm -rf ~", 'x y z', '$(touch hacked)', '`touch hacked`', '--profile', 'ä"\\']
  let dir: string
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'sfn-timeline-commands-'))
    mkdirSync(join(dir, 'bin'))
    writeFileSync(join(dir, 'bin', 'aws'), '#!/bin/sh\nfor word in "$@"; do echo "$word"; done\n')
    chmodSync(join(dir, 'bin', 'aws'), 0o755)
    vi.stubEnv('AWS_CONFIG_FILE', join(dir, 'config'))
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(dir, 'credentials'))
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    rmSync(dir, { recursive: true })
  })

  function wordsOf(command: string): string[] {
    const { stdout, status } = spawnSync('sh', ['-c', command], {
      env: { PATH: `${join(dir, 'bin')}:${process.env['PATH']}` },
      cwd: dir,
    })
    expect(status).toBe(0)
    return stdout.toString().trimEnd().split('\n')
  }

  it.each(names)('names the profile as one word, whatever it is: %s', async name => {
    expect(wordsOf(loginCommand(name))).toEqual(['sso', 'login', '--profile', name])
    const ways = { sso: 'sso_session = corp', login: 'login_session = x', configure: 'region = eu-west-1' }
    for (const [kind, line] of Object.entries(ways)) {
      // Section names of the credentials file are taken as they stand.
      writeFileSync(join(dir, 'credentials'), `[${name}]\n${line}\n`)
      const { profiles } = await readAwsConfig()
      const [profile] = profiles
      // The parser of config files decides what the name is; the command must say that very name.
      const words = wordsOf(profile?.loginCommand ?? '')
      const verbs = kind === 'sso' ? ['sso', 'login'] : [kind]
      expect(words).toEqual([...verbs, '--profile', profile?.name])
    }
  })
})
