import { within } from '../waits/within.ts'
import { saveBlob } from './save-blob.ts'
import { turnOfTheLoop } from './turn-of-the-loop.ts'

declare global {
  /** File System Access API, in Chromium alone. */
  var showSaveFilePicker: ((options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>) | undefined
}

/** For one piece; a disk may have to wake up first. */
const DISK_MS = 60_000

/** A file to be handed to the person. */
export interface FileToSave {
  /** A safe name. */
  readonly name: string
  readonly type: string
  readonly pieces: Iterable<{ readonly text: string; readonly share: number }>
  /** About how many characters it will have. */
  readonly sizeChars: number
  /** Gives it up: nothing of it stays. */
  readonly signal: AbortSignal
  /** Told how much of it is written, 0..1. */
  readonly onShare: (share: number) => void
}

/** From this size on a file is written to the disk as it is made, where the browser can; smaller ones are simply downloaded. */
const STREAMED_CHARS = 50_000_000

/** What a browser holds of a download that it is given whole. */
const MOST_HELD_BYTES = 1_000_000_000

/** Where the file goes, piece by piece. */
interface Sink {
  write(text: string): Promise<void>
  close(): Promise<void>
  /** Nothing of it stays. */
  giveUp(): Promise<void>
}

/**
 * Makes a file without ever holding all of it as text. Resolves with whether it is there: the person may have chosen no place.
 * @throws FileTooLarge, the disk's error, the signal's reason.
 */
export async function saveFile(file: FileToSave): Promise<boolean> {
  const sink = await sinkFor(file)
  if (sink === undefined) return false
  try {
    for (const { text, share } of file.pieces) {
      file.signal.throwIfAborted()
      await inTime(file.name, () => sink.write(text), file.signal)
      file.onShare(share)
      await turnOfTheLoop()
    }
    file.signal.throwIfAborted()
    await inTime(file.name, () => sink.close(), file.signal)
    return true
  } catch (error) {
    await inTime(file.name, () => sink.giveUp()).catch(() => undefined)
    throw error
  }
}

/** Thrown where the browser can only hold a file whole, and this one is too large for that. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge'
}

/** A disk may take its time, and a network disk may be gone. */
function inTime<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const tooLate = () => new Error(`The disk did not take ${name} within ${DISK_MS / 1000} s. Save it to another one.`)
  return within({ ms: DISK_MS, ...(signal && { signal }), tooLate }, work)
}

async function sinkFor({ name, type, sizeChars }: FileToSave): Promise<Sink | undefined> {
  const pick = globalThis.showSaveFilePicker
  if (sizeChars < STREAMED_CHARS || pick === undefined) return downloadSink(name, type)
  try {
    const handle = await pick({ suggestedName: name })
    const stream = await handle.createWritable()
    return { write: text => stream.write(text), close: () => stream.close(), giveUp: () => stream.abort() }
  } catch (error) {
    // The person closed the dialog.
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    // Not allowed here (a frame, a policy): as a download, then.
    if (error instanceof DOMException && error.name === 'SecurityError') return downloadSink(name, type)
    throw error
  }
}

/** Pieces that the browser keeps outside of the page, on the disk where they are many, and joins into one download. */
function downloadSink(name: string, type: string): Sink {
  let parts: Blob[] = []
  let bytes = 0
  return {
    write: async text => {
      const part = new Blob([text])
      bytes += part.size
      if (bytes > MOST_HELD_BYTES) throw new FileTooLarge(`${name} has more than ${MOST_HELD_BYTES} bytes.`)
      // Read from, it has left the page for where the browser keeps it.
      await within({ ms: DISK_MS, tooLate: () => new Error(`The browser did not keep ${name}.`) }, () =>
        part.slice(0, 1).arrayBuffer(),
      )
      parts.push(part)
    },
    close: async () => saveBlob(name, new Blob(parts, { type })),
    giveUp: async () => {
      parts = []
    },
  }
}
