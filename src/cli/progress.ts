import { formatCount } from '../words/format-count.ts'

/** Standard error, or what stands for it in a test. */
export interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const EVERY_MS = 250
const CLEAR_LINE = '\r\u001b[2K'

/**
 * Says on one line of a terminal how far reading is while `work` goes on, and takes the line away when it ends. Says nothing to a
 * pipe, nor before the first request: what is there at once needs no progress.
 */
export async function withProgress<T>(terminal: Terminal, sent: () => number, work: () => Promise<T>): Promise<T> {
  if (terminal.isTTY !== true) return work()
  let shown = 0
  const show = setInterval(() => {
    const requests = sent()
    if (requests === shown) return
    shown = requests
    terminal.write(`${CLEAR_LINE}Reading: ${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'} to AWS…`)
  }, EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(show)
    if (shown > 0) terminal.write(CLEAR_LINE)
  }
}
