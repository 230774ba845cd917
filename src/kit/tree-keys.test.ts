import { describe, expect, it } from 'vitest'
import { treeMove } from './tree-keys.ts'

const KEYS = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Enter', ' ', 'ArrowRight', 'ArrowLeft']

function moves(fold: 'open' | 'closed' | undefined, current = 5, count = 40) {
  return KEYS.map(key => treeMove(key, { count, current, row: { fold }, parentRow: () => 2 }))
}

describe('keys in a list of rows that unfold', () => {
  it('go from row to row, and no further than the ends', () => {
    expect(moves(undefined).slice(0, 6)).toEqual([6, 4, 20, 0, 0, 39])
    expect(moves(undefined, 39).slice(0, 3)).toEqual([39, 38, 39])
    expect(moves(undefined, 0, 0).slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('open and close what unfolds, go in and out', () => {
    expect(moves('closed').slice(6)).toEqual(['toggle', 'toggle', 'toggle', 2])
    expect(moves('open').slice(6)).toEqual(['toggle', 'toggle', 6, 'toggle'])
    expect(moves(undefined).slice(6)).toEqual([undefined, undefined, undefined, 2])
  })

  it('leave alone what means nothing in it', () => {
    expect(treeMove('a', { count: 3, current: 1, row: undefined, parentRow: () => undefined })).toBeUndefined()
  })
})
