import { describe, expect, it } from 'vitest'
import { forestWith } from '../../forest/grow.ts'
import { readHistoryFiles } from '../../history/read-history-file.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { AS_IT_IS } from '../../redaction/rules.ts'
import { mixedFanOut } from '../../simulator/mixed-fan-out.ts'
import { packShare } from './pack.ts'
import { HISTORY_PLACE, sharePage } from './share-page.ts'

const events = mixedFanOut(40)
const forest = forestWith({
  ref: { kind: 'aws', arn: 'arn:aws:states:eu-west-1:123456789012:execution:Orders:4711' },
  tree: createTreeBuilder().append(events),
})
const order = { forest, rules: AS_IT_IS, part: undefined, lacking: undefined, view: 'event=3&q=Charge', now: 1e12 }
const atOnce = { sliceMs: 8, now: () => performance.now(), pause: async () => undefined, isStale: () => false }

describe('a packed file to share', () => {
  it('opens as it was, alone or in its page, at the view of who made it', async () => {
    const packed = await packShare(order, atOnce)
    const gzip = packed?.gzip ?? new Uint8Array()
    const html = [...sharePage(`<!doctype html><head>${HISTORY_PLACE}</head>`, gzip)].join('')
    for (const bytes of [gzip, new TextEncoder().encode(html)]) {
      const { history, shared } = await readHistoryFiles([{ name: 'run', bytes }])
      expect(history?.executions[0]?.events).toEqual(events)
      expect(shared).toEqual({ at: 1e12, view: 'event=3&q=Charge', taken: [] })
    }
  })

  it('is given up when nobody wants it any more', async () => {
    let pauses = 0
    const given = { ...atOnce, sliceMs: 0, isStale: () => ++pauses > 3 }
    expect(await packShare(order, given)).toBeUndefined()
    expect(pauses).toBe(4)
  })

  it('does not go into a viewer that has no place for it', () => {
    expect(() => [...sharePage('<!doctype html>', new Uint8Array())]).toThrow('not whole')
  })
})
