import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configDir } from './config-dir.ts'
import { fileTokenStore } from './token-store.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sfn-timeline-token-'))
})
afterEach(() => rm(dir, { recursive: true }))

describe('fileTokenStore', () => {
  it('makes a token of 256 bits that only its owner can read', async () => {
    const store = fileTokenStore(join(dir, 'new'))
    const token = await store.read()
    expect(Buffer.from(token, 'base64url').length).toBe(32)
    expect((await stat(store.path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(dir, 'new'))).mode & 0o777).toBe(0o700)
  })

  it('gives all who start at once the same one', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => fileTokenStore(join(dir, 'new')).read()))
    expect(new Set(tokens).size).toBe(1)
  })

  it('sees what another process rotated', async () => {
    const [running, command] = [fileTokenStore(dir), fileTokenStore(dir)]
    const old = await running.read()
    const fresh = await command.rotate()
    expect(fresh).not.toBe(old)
    expect(await running.read()).toBe(fresh)
  })

  it('takes away what others may do in its folder', async () => {
    await mkdir(join(dir, 'open'))
    await chmod(join(dir, 'open'), 0o777)
    await fileTokenStore(join(dir, 'open')).read()
    expect((await stat(join(dir, 'open'))).mode & 0o777).toBe(0o700)
  })

  it('refuses a file that others can read, until it is rotated', async () => {
    const store = fileTokenStore(dir)
    await store.read()
    await chmod(store.path, 0o640)
    await expect(store.read()).rejects.toThrow('can be read by other users')
    await store.rotate()
    expect(await store.read()).toMatch(/^[\w-]{43}$/)
  })

  it('leaves nothing behind where it cannot be written, and clears away what a killed process left', async () => {
    const store = fileTokenStore(dir)
    await mkdir(join(dir, 'token'))
    await expect(store.rotate()).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/)
    expect(await readdir(dir)).toEqual(['token'])
    await rm(join(dir, 'token'), { recursive: true })
    const [old, young] = [`token.${'a'.repeat(16)}`, `token.${'b'.repeat(16)}`]
    for (const name of [old, young, 'token.txt']) await writeFile(join(dir, name), '')
    await utimes(join(dir, old), 0, 0)
    await store.read()
    expect((await readdir(dir)).toSorted()).toEqual(['token', young, 'token.txt'].toSorted())
  })

  it.runIf(process.platform !== 'win32')('does not wait at a pipe in the token’s place', async () => {
    const store = fileTokenStore(dir)
    expect(spawnSync('sh', ['-c', 'mkfifo -m 600 "$0"', store.path]).status).toBe(0)
    await expect(store.read()).rejects.toThrow('is not a file')
    await store.rotate()
    expect(await store.read()).toMatch(/^[\w-]{43}$/)
  })

  it('replaces what is no token', async () => {
    const store = fileTokenStore(dir)
    await writeFile(store.path, 'short', { mode: 0o600 })
    const token = await store.read()
    expect(token).toHaveLength(43)
    expect((await readFile(store.path, 'utf8')).trim()).toBe(token)
  })
})

describe('configDir', () => {
  it('follows XDG and its default', () => {
    expect(configDir({ XDG_CONFIG_HOME: '/x' })).toBe('/x/sfn-timeline')
    expect(configDir({})).toMatch(/[/\\]\.config[/\\]sfn-timeline$/)
    expect(configDir({ SFN_TIMELINE_CONFIG_DIR: '/y', XDG_CONFIG_HOME: '/x' })).toBe('/y')
  })
})
