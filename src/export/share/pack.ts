import type { Told } from '../../redaction/told.ts'
import { inSlices, type SliceOptions } from '../../waits/slices.ts'
import { countEvents } from './kept-part.ts'
import { type ShareOrder, shareSteps } from './share-steps.ts'

/** What a file to share holds, compressed, and what became of what is in it. */
export interface Packed {
  readonly told: Told
  /** Gzip of the JSON. */
  readonly gzip: Uint8Array<ArrayBuffer>
  /** How long the JSON is, in characters. */
  readonly sizeChars: number
  /** Its beginning, to be looked at. */
  readonly beginning: string
}

const CHUNK_CHARS = 64 * 1024
const BEGINNING_CHARS = 60_000

/** Makes the file in slices, its share told meanwhile, 0..1. Undefined where it was given up. */
export async function packShare(order: ShareOrder, slices: SliceOptions<number>): Promise<Packed | undefined> {
  const compressor = new CompressionStream('gzip')
  const writer = compressor.writable.getWriter()
  const gzip = new Response(compressor.readable).arrayBuffer()
  // What is given up is not waited for.
  gzip.catch(() => undefined)
  const encoder = new TextEncoder()
  let [sizeChars, beginning, chunk] = [0, '', '']
  const write = () => {
    writer.write(encoder.encode(chunk)).catch(() => undefined)
    chunk = ''
  }
  const { all, kept } = countEvents(order.forest, order.part)
  function* steps(): Generator<number, Told> {
    const pieces = shareSteps(order)
    let done = 0
    for (;;) {
      const piece = pieces.next()
      if (piece.done === true) return piece.value
      done++
      yield Math.min(1, done / (4 * Math.max(1, kept, all / 100)))
      if (piece.value === undefined) continue
      sizeChars += piece.value.length
      if (beginning.length < BEGINNING_CHARS) beginning += piece.value
      chunk += piece.value
      if (chunk.length >= CHUNK_CHARS) write()
    }
  }
  const pause = async () => {
    await slices.pause()
    await writer.ready
  }
  const told = await inSlices(steps(), { ...slices, pause })
  if (told === undefined) {
    await writer.abort().catch(() => undefined)
    return undefined
  }
  write()
  await writer.close()
  return { told, gzip: new Uint8Array(await gzip), sizeChars, beginning: beginning.slice(0, BEGINNING_CHARS) }
}
