import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeHistoryFile, decodeTextFile, MAX_HISTORY_FILE_BYTES, tooLarge } from './decode-history-file.ts'
import { isKnownType } from './event-types.ts'

const HISTORY = '{"events":[{"timestamp":1767225600.5,"type":"ExecutionStarted","id":1,"previousEventId":0}]}'

function utf16le(text: string): Uint8Array {
  return Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
}

describe('decodeHistoryFile', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(HISTORY)],
    ['UTF-8 with byte order mark', new TextEncoder().encode(`\ufeff${HISTORY}`)],
    ['UTF-16, as PowerShell writes', utf16le(HISTORY)],
  ])('reads %s', (_, bytes) => {
    expect(decodeHistoryFile(bytes, 'h.json').executions[0]?.events).toHaveLength(1)
  })

  it('leaves the text of a file that is something else to others', () => {
    const definition = '{"StartAt": "A", "States": {}}'
    expect(decodeTextFile(new TextEncoder().encode(definition), 'm.asl.json')).toBe(definition)
    expect(() => decodeHistoryFile(new TextEncoder().encode(definition), 'm.asl.json')).toThrow(
      'Amazon States Language',
    )
  })

  it.each([
    ['h.json is empty.', []],
    ['h.json is a PNG image, not a history.', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]],
    ['h.json is a ZIP archive or an Excel workbook, not a history.', [0x50, 0x4b, 3, 4, 0]],
    ['h.json is compressed with gzip, not a history.', [0x1f, 0x8b, 8, 0]],
    ['h.json is a PDF document, not a history.', [0x25, 0x50, 0x44, 0x46, 0x2d]],
    ['h.json is a binary file, not a history.', [0x7f, 0x45, 0x4c, 0x46, 0, 0]],
    ['h.json is no text in UTF-8.', [0x7b, 0xff, 0xc0]],
  ])('says: %s', (message, bytes) => {
    expect(() => decodeHistoryFile(Uint8Array.from(bytes), 'h.json')).toThrow(message)
  })

  it('refuses a file too large for a browser, with its size', () => {
    const message = 'h.json has 300 MB; more than 256 MB cannot be opened.'
    expect(tooLarge(300 * 1024 * 1024, 'h.json').message).toBe(message)
    expect(() => decodeHistoryFile(new Uint8Array(MAX_HISTORY_FILE_BYTES + 1), 'h.json')).toThrow('cannot be opened')
  })
})

const RECORDINGS = join(import.meta.dirname, '../../e2e/histories/recorded')

describe('recordings of real executions', () => {
  const files = readdirSync(RECORDINGS).filter(name => /^(?!manifest).*\.json$/.test(name))

  it.each(files)('%s', name => {
    const history = decodeHistoryFile(readFileSync(`${RECORDINGS}/${name}`), name)
    expect(history.format.origin).toBe(/^cwlogs|logged-execution-events/.test(name) ? 'logs' : 'history')
    expect(history.executions).toHaveLength(1)
    const events = history.executions[0]?.events ?? []
    expect(events.map(event => event.id)).toEqual(events.map((_, index) => index + 1))
    expect(events.every(event => isKnownType(event.type) && event.previousEventId < event.id)).toBe(true)
    expect(history.executions[0]?.partial).toBeUndefined()
  })
})
