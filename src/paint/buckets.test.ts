import { describe, expect, it } from 'vitest'
import type { Outcome } from '../model/span.ts'
import { createBoxList, type Shape } from '../timeline/boxes.ts'
import { type Hues, OTHER_HUE } from '../timeline/hues.ts'
import { bucketsOf } from './buckets.ts'

function hueOf(box: { shape: Shape; outcome: Outcome }, by: Hues['by'], hue = 2): number | undefined {
  const list = createBoxList()
  list.push({ ...box, x0: 0, x1: 9, y: 0, row: 0, key: 7, eventId: 1, flags: 0 })
  return bucketsOf(list.boxes(), { by, names: [], hasOthers: true, hueOf: () => hue })[0]?.hue
}

describe('the hue of a box', () => {
  it('is that of its body', () => {
    expect(hueOf({ shape: 'running', outcome: 'failed' }, 'state')).toBe(2)
    expect(hueOf({ shape: 'queued', outcome: 'succeeded' }, 'state')).toBe(2)
    expect(hueOf({ shape: 'mark', outcome: 'succeeded' }, 'state')).toBe(2)
  })
  it('is never that of an end or a rail', () => {
    for (const shape of ['cap', 'rail', 'backoff'] as const) {
      expect(hueOf({ shape, outcome: 'failed' }, 'state')).toBeUndefined()
    }
  })
  it('does not hide a failure so narrow that it is its own end', () => {
    for (const shape of ['mark', 'merged'] as const) {
      expect(hueOf({ shape, outcome: 'failed' }, 'state')).toBeUndefined()
      expect(hueOf({ shape, outcome: 'failed' }, 'error')).toBe(2)
      expect(hueOf({ shape, outcome: 'failed' }, 'error', OTHER_HUE)).toBeUndefined()
    }
  })
})
