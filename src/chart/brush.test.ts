import { describe, expect, it } from 'vitest'
import { centredAt, dragEdges, gripAt, isClick, nudge } from './brush.ts'

const edges = { fromPx: 100, toPx: 300 }

describe('brush', () => {
  it('takes the nearer edge, else draws a new one, inside the window too', () => {
    const grips = [95, 104, 200, 296, 350].map(x => gripAt(edges, x, { moves: false }))
    expect(grips).toEqual(['from', 'from', 'new', 'to', 'new'])
  })

  it('takes the window by its handle', () => {
    expect([200, 350].map(x => gripAt(edges, x, { moves: true }))).toEqual(['window', 'new'])
  })

  it('turns over when one edge is dragged past the other', () => {
    expect(dragEdges({ grip: 'from', startPx: 100, edges }, 350, 400)).toEqual({ fromPx: 300, toPx: 350 })
  })

  it('keeps the window whole at the ends', () => {
    expect(dragEdges({ grip: 'window', startPx: 200, edges }, 390, 400)).toEqual({ fromPx: 200, toPx: 400 })
    expect(dragEdges({ grip: 'window', startPx: 200, edges }, -50, 400)).toEqual({ fromPx: 0, toPx: 200 })
  })

  it('tells a click from a drag', () => {
    const drag = { grip: 'new' as const, startPx: 50, edges }
    expect([isClick(drag, 52), isClick(drag, 60)]).toEqual([true, false])
    expect(centredAt({ from: 0, to: 10 }, 50)).toEqual({ from: 45, to: 55 })
  })

  it('moves by arrow keys, never out of bounds', () => {
    const bounds = { from: 0, to: 1000 }
    const view = { from: 100, to: 300 }
    expect(nudge(view, bounds, { key: 'ArrowRight', shiftKey: false, grip: 'from' })).toEqual({ from: 110, to: 300 })
    expect(nudge(view, bounds, { key: 'End', shiftKey: false, grip: 'window' })).toEqual({ from: 800, to: 1000 })
    expect(nudge(view, bounds, { key: 'ArrowLeft', shiftKey: true, grip: 'to' })).toEqual({ from: 100, to: 200 })
    expect(nudge(view, bounds, { key: 'x', shiftKey: false, grip: 'to' })).toBeUndefined()
  })
})
