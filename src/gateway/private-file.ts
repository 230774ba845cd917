import { randomBytes } from 'node:crypto'
import { chmod, constants, link, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { within } from '../waits/within.ts'
import { diskLimit } from './disk-limit.ts'

/** A file that only its owner may read, as far as the system knows owners and modes (Windows: the user's own folder). */
const HAS_MODES = process.platform !== 'win32'

/** Thrown for a file that another user could have read or written. */
export class UnsafeFileError extends Error {
  override readonly name = 'UnsafeFileError'
}

/** Makes the folder with mode 0700, and takes away what others may do in one that exists. */
async function untimedEnsurePrivateDir(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  if (!HAS_MODES) return
  const found = await lstat(dir)
  if (!found.isDirectory()) throw new UnsafeFileError(`${dir} is not a folder.`)
  if (found.uid !== process.getuid?.()) throw new UnsafeFileError(`${dir} belongs to another user.`)
  if ((found.mode & 0o077) !== 0) await chmod(dir, 0o700)
}

/**
 * The text of a private file, or undefined if there is none.
 * @throws UnsafeFileError if it is a link, belongs to another user, or others may read or write it.
 */
export function readPrivateFile(path: string): Promise<string | undefined> {
  return within(diskLimit(path), () => untimedRead(path))
}

async function untimedRead(path: string): Promise<string | undefined> {
  let file: Awaited<ReturnType<typeof open>>
  try {
    // Without O_NONBLOCK the opening of a pipe would wait for somebody to write into it.
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    if (isErrno(error, 'ELOOP')) throw new UnsafeFileError(`${path} is a link; it must be a file.`)
    throw new UnsafeFileError(`${path} cannot be read.`)
  }
  try {
    // The opened file is looked at, not the path: between two looks at a path it could be another file.
    const found = await file.stat()
    if (!found.isFile()) throw new UnsafeFileError(`${path} is not a file.`)
    if (HAS_MODES && found.uid !== process.getuid?.()) throw new UnsafeFileError(`${path} belongs to another user.`)
    if (HAS_MODES && (found.mode & 0o077) !== 0) {
      throw new UnsafeFileError(`${path} can be read by other users (its mode must be 0600).`)
    }
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** Writes the file whole or not at all, mode 0600. `replace: false` leaves one that exists as it is. */
export function writePrivateFile(path: string, text: string, replace: boolean): Promise<void> {
  return within(diskLimit(path), () => untimedWrite(path, text, replace))
}

async function untimedWrite(path: string, text: string, replace: boolean): Promise<void> {
  await untimedEnsurePrivateDir(dirname(path))
  await untimedRemoveOldDrafts(path)
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  try {
    await untimedWriteNew(draft, text)
    if (replace) return await rename(draft, path)
    // A hard link fails where the name is taken, so of two processes starting at once the first wins and both read it.
    await link(draft, path)
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function untimedWriteNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

const DRAFT_LIVES_MS = 60_000

/** What a process that was killed while writing has left. A draft of this minute may still be another's. */
async function untimedRemoveOldDrafts(path: string): Promise<void> {
  const isDraft = (name: string) => name.startsWith(`${basename(path)}.`) && /\.[0-9a-f]{16}$/.test(name)
  const drafts = (await readdir(dirname(path))).filter(isDraft).map(name => join(dirname(path), name))
  for (const draft of drafts) {
    const found = await lstat(draft).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > DRAFT_LIVES_MS) await rm(draft, { force: true })
  }
}

/** Whether an error is the system's, with this code. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
