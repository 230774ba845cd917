import { expect, it } from 'vitest'
import { fileCalls } from './file-calls.ts'

const signal = new AbortController().signal
const request = { direction: 'forward', withPayloads: true } as const

function fileNamed(name: string) {
  const event = { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp: 1_790_000_000, note: name }
  return { fileName: name, bytes: new TextEncoder().encode(JSON.stringify({ events: [event] })).buffer }
}

it('keeps the files opened last, and lets go of others when they are too much together', async () => {
  const [first, second, third] = ['first', 'other', 'third'].map(fileNamed)
  if (!first || !second || !third) throw new Error('three files')
  const calls = fileCalls(2 * first.bytes.byteLength)
  const a = await calls.openBytes([first], signal)
  const b = await calls.openBytes([second], signal)
  await calls.openBytes([first], signal)
  const c = await calls.openBytes([third], signal)
  for (const { hash } of [a, c]) {
    expect((await calls.readFilePage({ hash, execution: 0, request }, signal)).events).toHaveLength(1)
  }
  await expect(calls.readFilePage({ hash: b.hash, execution: 0, request }, signal)).rejects.toMatchObject({
    code: 'FileGone',
  })
})

it('keeps a file that is too much alone', async () => {
  const calls = fileCalls(1)
  const { hash } = await calls.openBytes([fileNamed('large')], signal)
  expect((await calls.readFilePage({ hash, execution: 0, request }, signal)).events).toHaveLength(1)
})

it('calls executions that tell no name as their own files are, where there are several', async () => {
  const historyOf = (fileName: string, timestamp: number) => {
    const event = { id: 1, previousEventId: 0, type: 'ExecutionStarted', timestamp }
    return { fileName, bytes: new TextEncoder().encode(JSON.stringify({ events: [event] })).buffer }
  }
  const [monday, tuesday] = [historyOf('monday.json', 1_790_000_000), historyOf('tuesday.json', 1_790_086_400)]
  const namesOf = async (...files: readonly (typeof monday)[]) =>
    (await fileCalls().openBytes(files, signal)).executions.map(({ summary }) => summary.name)
  expect(await namesOf(monday, tuesday)).toEqual(['monday.json', 'tuesday.json'])
  expect(await namesOf(monday)).toEqual([''])
})
