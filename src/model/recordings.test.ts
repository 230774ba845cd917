import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { outlineOf } from '../export/outline.ts'
import { parseHistory } from '../history/parse-history.ts'
import { createTreeBuilder } from './tree-builder.ts'

const folder = join(import.meta.dirname, '../../e2e/histories/recorded')
const files = readdirSync(folder).filter(file => /(?<!manifest)\.json$/.test(file))

describe('recorded executions', () => {
  it('are all there', () => expect(files).toHaveLength(50))

  it.each(files)('%s: no oddity, every event in exactly one span', file => {
    const { executions } = parseHistory(readFileSync(join(folder, file), 'utf8'))
    expect(executions.length).toBeGreaterThan(0)
    for (const { events } of executions) {
      const outline = outlineOf(createTreeBuilder().append(events))
      expect(outline.oddities).toEqual([])
      const placed = outline.spans.flatMap(row => row.events).toSorted((a, b) => a - b)
      expect(placed).toEqual(events.map(event => event.id))
    }
  })
})
