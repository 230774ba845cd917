import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExplainBench, forestOfSeed, startExplainBench } from '../../e2e/explain-bench.ts'
import { toApiEvent } from '../history/normalize-event.ts'

let bench: ExplainBench
let dir: string
beforeAll(async () => {
  bench = await startExplainBench()
  dir = await mkdtemp(join(tmpdir(), 'share-'))
})
afterAll(async () => {
  await bench.close()
  await rm(dir, { recursive: true })
})

async function fileOf(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, content)
  return path
}

async function historyFile(): Promise<{ readonly path: string; readonly events: readonly object[] }> {
  const { root } = forestOfSeed(7)
  const events = root.events.map(toApiEvent)
  return { path: await fileOf('history.json', JSON.stringify({ events })), events }
}

async function shared(path: string, ...options: readonly string[]) {
  const { text, complaints, status } = await bench.export(path, '--format', 'share', ...options)
  expect(status).toBe(0)
  const bytes = Buffer.from(text, 'latin1')
  return { file: await fileOf('run.sfntl.json.gz', bytes), json: gunzipSync(bytes).toString(), complaints }
}

describe('export --format share', () => {
  it('is the history event by event where nothing is taken out', async () => {
    const { path, events } = await historyFile()
    const { json, file, complaints } = await shared(path, '--keep-secrets')
    expect(JSON.parse(json).executions[0].events).toEqual(events)
    expect(complaints.join()).toContain('nothing was taken out')
    const [before, after] = [await bench.explain('--json', path), await bench.explain('--json', file)]
    expect(JSON.parse(after.text).verdict).toEqual(JSON.parse(before.text).verdict)
  })

  it('says what was taken out, and tells the same story', async () => {
    const { path } = await historyFile()
    const { json, complaints, file } = await shared(path, '--payloads', 'drop', '--pseudonyms')
    expect(complaints.join()).toMatch(/inputs and outputs: \d+ left out.*account ids: 1 replaced/)
    expect(json).not.toContain('4711')
    const outline = await bench.outline(file)
    expect(outline.status).toBe(0)
    expect(outline.text).toContain('State 1')
  })

  it.each([
    [['--payloads', 'some'], '--payloads must be one of keep, shapes, drop'],
    [['--mask', '$.a[?(@.b)]'], 'is no JSONPath'],
    [['--format', 'otlp', '--pseudonyms'], 'goes with --format share'],
  ])('refuses %j', async (options, words) => {
    const format = options.includes('--format') ? [] : ['--format', 'share']
    await expect(bench.export('a', ...format, ...options)).rejects.toThrow(words)
  })
})
