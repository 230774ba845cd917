import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withProgress } from './progress.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function terminal(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, written, write: (text: string) => written.push(text) }
}

/** Two requests go out, 300 ms apart. */
async function reading(isTTY: boolean, fails = false, what?: (sent: number) => string) {
  const to = terminal(isTTY)
  let sent = 0
  const work = withProgress(to, { sent: () => sent, ...(what && { what: () => what(sent) }) }, async () => {
    for (const _ of [1, 2]) {
      sent += 1
      await new Promise(resolve => setTimeout(resolve, 300))
    }
    if (fails) throw new Error('lost')
    return 'done'
  }).catch((error: unknown) => String(error))
  await vi.runAllTimersAsync()
  return { result: await work, written: to.written }
}

it('tells a terminal how many requests went out, and takes the line away', async () => {
  expect(await reading(true)).toEqual({
    result: 'done',
    written: ['\r\u001b[2KReading: 1 request to AWS…', '\r\u001b[2KReading: 2 requests to AWS…', '\r\u001b[2K'],
  })
})

it('tells a terminal what is read so far', async () => {
  const { written } = await reading(true, false, sent => `${sent - 1} of 2 runs`)
  expect(written.slice(0, 2)).toEqual([
    '\r\u001b[2KReading: 0 of 2 runs, 1 request to AWS…',
    '\r\u001b[2KReading: 1 of 2 runs, 2 requests to AWS…',
  ])
})

it('takes the line away where reading fails too', async () => {
  const { result, written } = await reading(true, true)
  expect([result, written.at(-1)]).toEqual(['Error: lost', '\r\u001b[2K'])
})

it('says nothing to a pipe', async () => {
  expect(await reading(false)).toEqual({ result: 'done', written: [] })
})
