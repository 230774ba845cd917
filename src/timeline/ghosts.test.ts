import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { at } from './column.ts'
import type { Ghosts } from './ghosts.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from './rows.ts'
import { type SceneInput, sceneOf } from './scene.ts'
import { timeScale } from './time-scale.ts'

const tree = createTreeBuilder().append(
  eventsOf(`
  1<0 ExecutionStarted @0  2<0 WaitStateEntered Short @100  3<2 WaitStateExited Short @200
  4<3 WaitStateEntered New @200  5<4 WaitStateExited New @300  6<5 WaitStateEntered Last @300  7<6 WaitStateExited Last @400`),
)
const [short = -1, added = -1] = tree.root.children

const GHOSTS: Ghosts = {
  runs: undefined,
  of: key => {
    if (key === short) return { kind: 'partner', lengthMs: 350 }
    return key === added ? { kind: 'alone' } : undefined
  },
}

/** 0..1000 ms on 1000 px: x is ms. */
function scene(changes: Partial<SceneInput> = {}) {
  const scale = timeScale({ from: 0, to: 1000 }, 1000)
  return sceneOf({
    tree,
    rows: rowsOf(tree, DEFAULT_ROWS_VIEW),
    scale,
    scrollTopPx: 0,
    heightPx: 400,
    now: 900,
    ...changes,
  })
}

describe('ghosts', () => {
  it('begin where the bar does and are as long as the other run took', () => {
    const { ghosts, boxes } = scene({ ghosts: GHOSTS })
    expect(ghosts).toEqual([{ kind: 'bar', row: 0, x0: 100, x1: 450, y: 16 }])
    // They lie below the bar.
    expect(at(boxes.barTop, 0) + at(boxes.barPx, 0)).toBeLessThan(16)
  })

  it('are cut by the window', () => {
    const scale = timeScale({ from: 200, to: 400 }, 1000)
    expect(scene({ ghosts: GHOSTS, scale }).ghosts).toEqual([{ kind: 'bar', row: 0, x0: 0, x1: 1000, y: 16 }])
    expect(scene({ ghosts: GHOSTS, scale: timeScale({ from: 500, to: 600 }, 1000) }).ghosts).toEqual([])
  })

  it('say what the other run does not have', () => {
    const words = scene({ ghosts: GHOSTS }).labels.map(({ row, text }) => [row, text])
    expect(words).toEqual([
      [0, '100 ms'],
      [1, '100 ms · not in the other run'],
      [2, '100 ms'],
    ])
  })

  it('are none while they are off, and bars lie where they always do', () => {
    const { ghosts, boxes, labels } = scene()
    expect(ghosts).toEqual([])
    expect(at(boxes.barTop, 0)).toBe(5)
    expect(labels.map(({ text }) => text)).toEqual(['100 ms', '100 ms', '100 ms'])
  })

  it('are the median and the range of several runs', () => {
    const ghosts: Ghosts = {
      runs: 20,
      of: key => {
        if (key === short) return { kind: 'spread', runs: 18, p50Ms: 50, p5Ms: 20, p95Ms: 950 }
        return key === added ? { kind: 'alone' } : { kind: 'few', lengthsMs: [10, 60, 800] }
      },
    }
    const marks = scene({ ghosts }).ghosts
    expect(marks.filter(({ row }) => row === 0)).toEqual([
      { kind: 'bar', row: 0, x0: 100, x1: 150, y: 16 },
      // It ends outside the window, where it has no cap.
      { kind: 'whisker', row: 0, x0: 120, x1: 1000, y: 16, caps: [120] },
    ])
    expect(marks.filter(({ row }) => row === 2).map(({ kind, x0 }) => [kind, x0])).toEqual([
      ['tick', 310],
      ['tick', 360],
    ])
    expect(scene({ ghosts }).labels.map(({ text }) => text)).toContain('100 ms · in none of the 20')
  })
})
