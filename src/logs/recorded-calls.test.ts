import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseHistory } from '../history/parse-history.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst } from '../model/walk.ts'
import { whereLogsAre } from './where-logs-are.ts'

const OWNER = { partition: 'aws', region: 'eu-west-1', account: '123456789012' }
const ID = '4135929f-8d60-4ea5-b3c3-b243bec43271'

describe('recorded executions', () => {
  const folder = join(import.meta.dirname, '../../e2e/histories/recorded')
  const files = readdirSync(folder).filter(file => /(?<!manifest)\.json$/.test(file))

  /** The recordings are masked: a place and an id stand for each mask. */
  function unmasked(text: string): string {
    return text
      .replaceAll('<partition>', 'aws')
      .replaceAll('<region>', 'eu-west-1')
      .replace(/<uuid:(\d+)>/g, (_, nth: string) => `${ID.slice(0, -nth.length)}${nth}`)
      .replace(/<(?:lambda[\w-]*|resource:\d+)>/g, 'pay')
  }

  it('every call of a function has a place, and those with an id in the recording have it', () => {
    const counts = { calls: 0, placed: 0, withId: 0 }
    for (const file of files) {
      for (const { events } of parseHistory(unmasked(readFileSync(join(folder, file), 'utf8'))).executions) {
        const tree = createTreeBuilder().append(events)
        for (const { span } of depthFirst(tree)) {
          if (span.kind !== 'taskAttempt') continue
          const place = whereLogsAre(
            span.events.map(id => tree.event(id)).filter(one => one !== undefined),
            OWNER,
          )
          const type = tree.event(span.startEventId)
          if (type?.details?.['resourceType'] !== 'lambda' && type?.type !== 'LambdaFunctionScheduled') continue
          counts.calls++
          if (place?.kind === 'lambda') counts.placed++
          if (place?.kind === 'lambda' && place.requestId !== undefined) counts.withId++
        }
      }
    }
    // Of the others the recording masks the id, or there was none: a timeout, a function called by its ARN.
    expect(counts).toEqual({ calls: 18, placed: 18, withId: 6 })
  })
})
