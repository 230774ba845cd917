import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { isKnownType } from './event-types.ts'
import { HistoryFormatError } from './history-format-error.ts'
import { readHistoryFile, readHistoryFiles } from './read-history-file.ts'
import { MAX_HISTORY_FILE_BYTES, tooLarge } from './too-large.ts'
import { gunzip, unzip } from './unpack.ts'

const HISTORY = '{"events":[{"timestamp":1767225600.5,"type":"ExecutionStarted","id":1,"previousEventId":0}]}'

function utf16le(text: string): Uint8Array {
  return Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
}

function zipped(text: string): Uint8Array {
  return gzipSync(new TextEncoder().encode(text))
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, character => character.charCodeAt(0))
}

async function failureOf(bytes: Uint8Array, name = 'h.json'): Promise<HistoryFormatError> {
  try {
    await readHistoryFile(bytes, name)
  } catch (error) {
    if (error instanceof HistoryFormatError) return error
  }
  throw new Error('no HistoryFormatError')
}

describe('readHistoryFile reads', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(HISTORY), []],
    ['UTF-8 with byte order mark', new TextEncoder().encode(`\ufeff${HISTORY}`), []],
    ['UTF-16, as PowerShell writes', utf16le(HISTORY), []],
    ['UTF-16 without a mark', utf16le(HISTORY).subarray(2), ['Read as UTF-16: it has no byte order mark']],
    [
      'Windows-1252',
      latin(HISTORY.replace('"id"', '"name":"Pr\u00fcfen","id"')),
      ['It is no UTF-8: read as Windows-1252, as the AWS CLI writes files on Windows'],
    ],
    ['gzip', zipped(HISTORY), []],
    ['gzip in parts', Buffer.concat([zipped(HISTORY.slice(0, 40)), zipped(HISTORY.slice(40))]), []],
    ['gzip in ZIP', zipSync({ 'a/b.json.gz': zipped(HISTORY) }), []],
    [
      'a character cut at the end',
      Uint8Array.from([...new TextEncoder().encode(`${HISTORY}\n\u00fc`)].slice(0, -1)),
      [],
    ],
  ])('%s', async (_, bytes, notices) => {
    const { executions } = await readHistoryFile(bytes, 'h.json')
    expect(executions[0]?.events).toHaveLength(1)
    expect(executions[0]?.notices).toEqual(notices)
  })

  it('what came before compressed data break off', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) =>
      JSON.stringify({ timestamp: index, type: 'PassStateEntered', id: index + 1, previousEventId: index }),
    ).join('\n')
    const whole = zipped(lines)
    const { executions } = await readHistoryFile(whole.subarray(0, whole.length / 2), 'h.log.gz')
    expect(executions[0]?.events.length).toBeGreaterThan(1_000)
    expect(executions[0]?.notices).toContain('The compressed data in h.log.gz break off: what came before was read')
  })
})

describe('readHistoryFile says', () => {
  it.each([
    ['h.json is empty.', []],
    ['h.json is a PNG image, not a history.', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]],
    ['h.json begins like ZIP, but cannot be unpacked', [0x50, 0x4b, 3, 4, 0]],
    ['h.json begins like gzip, but cannot be unpacked', [0x1f, 0x8b, 8, 0]],
    ['h.json is a PDF document, not a history.', [0x25, 0x50, 0x44, 0x46, 0x2d]],
    ['h.json is compressed with zstd, not a history.', [0x28, 0xb5, 0x2f, 0xfd, 0]],
    ['h.json is a binary file, not a history.', [0x7f, 0x45, 0x4c, 0x46, 0, 0]],
  ])('%s', async (message, bytes) => {
    expect((await failureOf(Uint8Array.from(bytes))).message).toContain(message)
  })

  it('that a spreadsheet is one', async () => {
    const error = await failureOf(zipSync({ 'xl/workbook.xml': new Uint8Array(3) }), 'results.xlsx')
    expect(error.message).toBe('results.xlsx is an Excel workbook or another Office document.')
  })

  it('that a bomb is too much, and stops unpacking it', () => {
    const layer = new Uint8Array(3_000_000)
    for (const unpack of [
      () => gunzip(gzipSync(layer), 'bomb.gz', 1_000_000),
      () => unzip(zipSync({ a: layer }), 'bomb.zip', 1_000_000),
      () => unzip(zipSync({ a: layer.subarray(0, 600_000), b: layer.subarray(0, 600_000) }), 'bomb.zip', 1_000_000),
    ]) {
      expect(unpack).toThrow('holds more than 1 MB')
    }
  })

  it('that a file is too large for a browser, with its size', async () => {
    const message = 'h.json has 300 MB; more than 256 MB cannot be opened.'
    expect(tooLarge(300 * 1024 * 1024, 'h.json').message).toBe(message)
    expect((await failureOf(new Uint8Array(MAX_HISTORY_FILE_BYTES + 1))).message).toContain('cannot be opened')
  })
})

describe('readHistoryFiles', () => {
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  const event = (id: number, timestamp = id) => ({ timestamp, type: 'PassStateEntered', id, previousEventId: id - 1 })

  it('joins pages, keeps executions apart, and tells what it left out', async () => {
    const { history, definitions } = await readHistoryFiles([
      { name: 'b10.json', bytes: bytes({ events: [event(3, 1003)] }) },
      { name: 'b9.json', bytes: bytes({ events: [event(1, 1001), event(2, 1002)], nextToken: 'x' }) },
      { name: 'a1.json', bytes: bytes({ events: [event(1, 1), event(2, 2)], nextToken: 'x' }) },
      { name: 'a2.json', bytes: bytes({ events: [event(3, 3)] }) },
      { name: 'm.asl.json', bytes: bytes({ StartAt: 'A', States: { A: { Type: 'Pass' } } }) },
      { name: 'photo.png', bytes: Uint8Array.from([0x89, 0x50, 0x4e, 0x47]) },
    ])
    expect(history?.executions.map(({ events }) => events.map(({ timestamp }) => timestamp))).toEqual([
      [1, 2, 3].map(second => second * 1000),
      [1001, 1002, 1003].map(second => second * 1000),
    ])
    expect(history?.executions[0]?.notices).toEqual([
      'photo.png was not opened: photo.png is a PNG image, not a history.',
    ])
    expect(history?.executions[0]?.definition).toContain('StartAt')
    expect(definitions.map(({ fileName }) => fileName)).toEqual(['m.asl.json'])
  })

  it('hands a definition alone over', async () => {
    const { history, definitions } = await readHistoryFiles([{ name: 'm.json', bytes: bytes({ States: {} }) }])
    expect(history).toBeUndefined()
    expect(definitions).toEqual([{ fileName: 'm.json', text: '{"States":{}}' }])
  })
})

const RECORDINGS = join(import.meta.dirname, '../../e2e/histories/recorded')

describe('recordings of real executions', () => {
  const files = readdirSync(RECORDINGS).filter(name => /^(?!manifest).*\.json$/.test(name))

  it.each(files)('%s', async name => {
    const history = await readHistoryFile(readFileSync(`${RECORDINGS}/${name}`), name)
    expect(history.format.origin).toBe(/^cwlogs|logged-execution-events/.test(name) ? 'logs' : 'history')
    expect(history.executions).toHaveLength(1)
    const events = history.executions[0]?.events ?? []
    expect(events.map(event => event.id)).toEqual(events.map((_, index) => index + 1))
    expect(events.every(event => isKnownType(event.type) && event.previousEventId < event.id)).toBe(true)
    expect(history.executions[0]?.partial).toBeUndefined()
  })
})
