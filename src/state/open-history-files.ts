import { isFileOpen, type OpenedFiles, openFiles } from '../source/file-source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { keptFiles } from './browser-cache.ts'
import { preferences } from './preferences.ts'

/** Files that are open, and what they hold together. */
export interface FilesOpen {
  readonly files: readonly File[]
  readonly opened: OpenedFiles
}

/** What became of files that were dropped or chosen. */
export interface FilesAdded extends FilesOpen {
  /** `alone`: nothing was open; `joined`: they belong to what was; `apart`: they do not. */
  readonly how: 'alone' | 'joined' | 'apart'
  /** What was open. */
  readonly before: FilesOpen | undefined
}

/** The files that are open in this session, by their hash: others may belong to them. */
const openSets = new Map<string, FilesOpen>()

/**
 * Reads files that were dropped or chosen: their executions, each with the reference to open it by (where several belong to nothing
 * here, the person chooses), and the definitions that stood in files of their own. What belongs to the files on the page, of this hash,
 * is joined with them.
 * @throws SourceError saying what the files are instead of histories.
 */
export async function openHistoryFiles(files: readonly File[], onPage: string | undefined): Promise<FilesAdded> {
  const added = await addedTo(files, onPage === undefined ? undefined : await openSet(onPage))
  remember(added)
  await keep(added)
  return added
}

async function addedTo(files: readonly File[], before: FilesOpen | undefined): Promise<FilesAdded> {
  const alone = await read(files)
  if (before === undefined || alone.all.length === 0) return { files, opened: alone, how: 'alone', before }
  const together = [...before.files, ...files]
  const union = await read(together)
  // Where nothing is joined, each root of either stays a root.
  const isJoined = union.choices.length < before.opened.choices.length + alone.choices.length
  return isJoined
    ? { files: together, opened: union, how: 'joined', before }
    : { files, opened: alone, how: 'apart', before }
}

/** Opens files that this browser keeps, so that a reload finds them; where it keeps none, the chooser asks for them. */
export async function reopenKept(hash: string): Promise<void> {
  if (!isFileOpen(hash)) await openSet(hash)
}

/** The files of a hash, be they open or kept; undefined where neither is so. */
async function openSet(hash: string): Promise<FilesOpen | undefined> {
  const known = openSets.get(hash)
  if (known !== undefined) return known
  const kept = await keptFiles.find(hash)
  if (kept === undefined) return undefined
  const files = kept.map(({ name, content }) => new File([content], name))
  try {
    return remember({ files, opened: await read(files) })
  } catch {
    // What cannot be read any more is asked for with a chooser.
    return undefined
  }
}

function remember({ files, opened }: FilesOpen): FilesOpen {
  const hash = opened.all[0]?.ref.hash
  const set = { files, opened }
  if (hash !== undefined) openSets.set(hash, set)
  return set
}

/** By the person's choice alone: histories may hold secrets. */
async function keep({ files, opened }: FilesOpen): Promise<void> {
  const hash = opened.all[0]?.ref.hash
  if (hash === undefined || !preferences.current.keepHistories) return
  const kept = files.map(file => ({ name: file.name, content: file }))
  await keptFiles.keep(hash, kept, Date.now())
  // Switched off while they were written: what was to be forgotten would stay.
  if (!preferences.current.keepHistories) await keptFiles.forgetAll()
}

function read(files: readonly File[]): Promise<OpenedFiles> {
  return openFiles(files, workerCalls, new AbortController().signal)
}
