import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { normalizeEvent } from '../history/normalize-event.ts'
import { outlineOf } from './outline.ts'
import { createTreeBuilder } from './tree-builder.ts'

const folder = join(import.meta.dirname, '../../../shared/histories')
const files = existsSync(folder) ? readdirSync(folder).filter(file => /^(ls|misc|cumulus).*\.json$/.test(file)) : []

describe.skipIf(files.length === 0)('recorded executions', () => {
  it.each(files)('%s: no oddity, every event in exactly one span', file => {
    const document: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    if (!hasEvents(document)) return
    const events = document.events.map(normalizeEvent)
    const tree = createTreeBuilder().append(events)
    const outline = outlineOf(tree)
    expect(outline.oddities).toEqual([])
    const placed = outline.spans.flatMap(row => row.events).toSorted((a, b) => a - b)
    expect(placed).toEqual(events.map(event => event.id).toSorted((a, b) => a - b))
  })
})

function hasEvents(document: unknown): document is { events: unknown[] } {
  return typeof document === 'object' && document !== null && 'events' in document
}
