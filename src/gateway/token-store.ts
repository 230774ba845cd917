import { randomBytes } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { within } from '../waits/within.ts'
import { diskLimit } from './disk-limit.ts'
import { readPrivateFile, UnsafeFileError, writePrivateFile } from './private-file.ts'

/** The secret all keys are made of. It never leaves this machine's files and the gateway's memory. */
export interface TokenStore {
  readonly path: string
  /** The token as it is now: rotating takes effect in a running gateway at its next request. */
  read(): Promise<string>
  /** Replaces the token; every page that knows the old one is locked out. */
  rotate(): Promise<string>
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/

/**
 * The token in `dir`/token, made at first use (256 random bits, file 0600 in a folder 0700).
 * Reading throws `UnsafeFileError` when another user could have read it.
 */
export function fileTokenStore(dir: string): TokenStore {
  const path = join(dir, 'token')
  let known: { readonly stamp: string; readonly token: string } | undefined

  async function write(replace: boolean): Promise<void> {
    await writePrivateFile(path, `${randomBytes(32).toString('base64url')}\n`, replace)
  }

  async function read(): Promise<string> {
    const stamp = await stampOf(path)
    if (known && known.stamp === stamp) return known.token
    let token = (await readPrivateFile(path))?.trim()
    if (token === undefined || !TOKEN.test(token)) {
      await write(token !== undefined)
      token = (await readPrivateFile(path))?.trim() ?? ''
      // Never keys made of nothing.
      if (!TOKEN.test(token)) throw new UnsafeFileError(`${path} cannot be written.`)
    }
    known = { stamp: await stampOf(path), token }
    return token
  }

  async function rotate(): Promise<string> {
    await write(true)
    known = undefined
    return read()
  }

  return { path, read, rotate }
}

/** Tells apart versions of the file, its owner and its mode, without reading it. */
async function stampOf(path: string): Promise<string> {
  const stat = await within(diskLimit(path), () => lstat(path, { bigint: true }).catch(() => undefined))
  if (stat === undefined) return 'absent'
  const { ino, mtimeNs, ctimeNs, mode, uid, size } = stat
  return [ino, mtimeNs, ctimeNs, mode, uid, size].join(' ')
}
