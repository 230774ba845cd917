import { formatCount } from '../words/format-count.ts'

/** Standard error, or what stands for it in a test. */
export interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const EVERY_MS = 250
export const CLEAR_LINE = '\r\u001b[2K'

/** How far reading is. */
export interface Reading {
  /** Requests that went out. */
  readonly sent: () => number
  /** What is read so far, such as `12 of 20 runs`; undefined for requests alone. */
  readonly what?: () => string | undefined
}

/**
 * Says on one line of a terminal how far reading is while `work` goes on, and takes the line away when it ends. Says nothing to a
 * pipe, nor before the first request: what is there at once needs no progress.
 */
export async function withProgress<T>(terminal: Terminal, reading: Reading, work: () => Promise<T>): Promise<T> {
  if (terminal.isTTY !== true) return work()
  let shown = ''
  const show = setInterval(() => {
    const words = wordsOf(reading)
    if (words === shown) return
    shown = words
    terminal.write(`${CLEAR_LINE}${words}`)
  }, EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(show)
    if (shown !== '') terminal.write(CLEAR_LINE)
  }
}

function wordsOf({ sent, what }: Reading): string {
  const requests = sent()
  if (requests === 0) return ''
  const asked = `${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'} to AWS`
  return `Reading: ${[what?.(), asked].filter(words => words !== undefined).join(', ')}…`
}
