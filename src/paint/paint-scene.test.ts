import { describe, expect, it } from 'vitest'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { MATCHED } from '../timeline/boxes.ts'
import { DEFAULT_ROWS_VIEW, rowsOf } from '../timeline/rows.ts'
import { sceneOf } from '../timeline/scene.ts'
import { timeScale } from '../timeline/time-scale.ts'
import { paintAxis } from './paint-axis.ts'
import { paintOverlay } from './paint-overlay.ts'
import { paintScene } from './paint-scene.ts'
import { penOn } from './pen.ts'
import { type PaintCall, recordingContext } from './recording-context.ts'
import { DARK, LIGHT, type Theme, themeFor } from './theme.ts'

const HISTORY = `
  1<0 ExecutionStarted @0  2<0 TaskStateEntered Charge @100  3<2 TaskScheduled @100  4<3 TaskStarted @150
  5<4 TaskFailed error=Busy @300  6<5 TaskScheduled @400  7<6 TaskStarted @420  8<7 TaskSucceeded @600
  9<8 TaskStateExited Charge @600  10<9 PassStateEntered P @700  11<10 PassStateExited P @700`

function sceneOn(widthPx: number) {
  const tree = createTreeBuilder().append(eventsOf(HISTORY))
  const scale = timeScale({ from: 0, to: 1000 }, widthPx)
  const ticks = [{ xPx: 250.3, at: 250, label: '250 ms' }]
  return sceneOf({ tree, rows: rowsOf(tree, DEFAULT_ROWS_VIEW), scale, scrollTopPx: 0, heightPx: 100, now: 900, ticks })
}

function painted(options: { theme?: Theme; dpr?: number; widthPx?: number } = {}): readonly PaintCall[] {
  const ctx = recordingContext()
  paintScene(penOn(ctx, options.theme ?? LIGHT, options.dpr ?? 1), sceneOn(options.widthPx ?? 1000))
  return ctx.calls
}

/** How much is filled in an outcome's own colour, and how often an outline is drawn in its strong one. */
function inkOf(outcome: 'aborted' | 'failed'): { readonly fills: number; readonly outlines: number } {
  const end = outcome === 'aborted' ? '5<0 ExecutionAborted @600' : '5<4 TaskTimedOut error=States.Timeout @600'
  const tree = createTreeBuilder().append(
    eventsOf(`1<0 ExecutionStarted @0 2<0 TaskStateEntered T @0 3<2 TaskScheduled @0 4<3 TaskStarted @0 ${end}`),
  )
  const scale = timeScale({ from: 0, to: 1000 }, 1000)
  const scene = sceneOf({ tree, rows: rowsOf(tree, DEFAULT_ROWS_VIEW), scale, scrollTopPx: 0, heightPx: 100, now: 900 })
  const ctx = recordingContext()
  paintScene(penOn(ctx, LIGHT, 1), scene)
  const { fill, strong } = LIGHT.outcomes[outcome]
  return {
    fills: ctx.calls.filter(call => call.name !== 'stroke' && call.name !== 'strokeRect' && call.fill === fill).length,
    outlines: ctx.calls.filter(call => /^stroke/.test(call.name) && (call.stroke === strong || call.stroke === fill))
      .length,
  }
}

function filled(calls: readonly PaintCall[], color: string): string[] {
  return calls.filter(call => call.fill === color && call.name === 'fillRect').map(call => call.args.join(' '))
}

const PLAIN_BAND = { key: 4, row: 0, y: 0, x0: 0, x1: 400, ticks: [], matches: [], unlisted: 0, pending: 0 }

describe('paintScene', () => {
  it('leaves a bar hollow that was aborted: nobody knows what it would have become', () => {
    expect(inkOf('aborted')).toMatchObject({ fills: 0 })
    expect(inkOf('aborted').outlines).toBeGreaterThan(0)
  })

  it('paints the succeeded attempt as a solid bar whose last corners alone are round', () => {
    const bars = painted().filter(call => call.name === 'roundRect' && call.fill === LIGHT.outcomes.succeeded.fill)
    expect(bars.map(call => call.args)).toEqual([[420, 5, 180, 12, [0, 2, 2, 0]]])
  })

  it('ends the failed one with a cap and its cross', () => {
    const calls = painted()
    const cap = calls.find(call => call.name === 'roundRect' && call.fill === LIGHT.outcomes.failed.strong)
    expect(cap?.args).toEqual([288, 5, 12, 12, [0, 2, 2, 0]])
    expect(calls.filter(call => call.name === 'stroke' && call.stroke === LIGHT.bg)).toHaveLength(1)
  })

  it('keeps a moment visible: four pixels in the strong colour', () => {
    expect(filled(painted(), LIGHT.outcomes.succeeded.strong)).toEqual(['700 27 4 12'])
  })

  it('snaps edges to whole device pixels', () => {
    for (const dpr of [1, 1.5, 2]) {
      const rects = painted({ dpr, widthPx: 733 }).filter(call => call.name === 'fillRect')
      for (const { args } of rects) {
        const left = Number(args[0]) * dpr
        expect(Math.abs(left - Math.round(left))).toBeLessThan(1e-6)
      }
    }
  })

  it('fills a queued phase too narrow for its hatch, so that its edge is not torn', () => {
    const strong = LIGHT.outcomes.succeeded.strong
    const narrow = (widthPx: number) =>
      painted({ widthPx })
        .filter(call => call.name === 'roundRect' && call.fill === strong)
        .map(call => call.args)
    expect(narrow(1000)).toEqual([])
    expect(narrow(150)).toEqual([[60, 5, 3, 12, [2, 0, 0, 2]]])
  })

  it('puts a label left of its bar where the window ends on the right', () => {
    const label = { text: 'Broken', xPx: 980, yPx: 11, roomPx: 10, beforePx: 900, roomBeforePx: 800, row: 0 }
    const ctx = recordingContext()
    paintScene(penOn(ctx, LIGHT, 1), { ...sceneOn(1000), labels: [label] })
    expect(ctx.calls.filter(call => call.name === 'fillText').map(call => call.args)).toEqual([['Broken', 900, 11.5]])
  })

  it('points at the linked event within its own row, and writes its number on the axis', () => {
    const one = { ...sceneOn(1000), labels: [], ticks: [], marker: { eventId: 1234, xPx: 605, yPx: 22 } }
    const ctx = recordingContext()
    paintScene(penOn(ctx, LIGHT, 1), one)
    const calls = ctx.calls.filter(call => call.fill === LIGHT.marker)
    const ys = calls.flatMap(({ name, args }) => {
      if (name === 'fillRect') return [Number(args[1]), Number(args[1]) + Number(args[3])]
      return name === 'moveTo' || name === 'lineTo' ? [Number(args[1])] : []
    })
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([22, 43])
    expect(ctx.calls.filter(call => call.name === 'fillText')).toEqual([])
    const axis = recordingContext()
    paintAxis(penOn(axis, LIGHT, 1), one, { seamLabel: () => '' })
    expect(axis.calls.filter(call => call.name === 'fillText').map(call => call.args[0])).toEqual(['#1,234'])
  })

  it('hangs what a query found above a band, and frames it in a lane', () => {
    const bands = [
      {
        ...{ key: 4, row: 0, y: 44, x0: 0, x1: 400, heights: new Float64Array(400), ticks: [], peak: 1 },
        ...{ matches: [{ xPx: 100, count: 1, key: 6 }], limit: undefined, unlisted: 0, pending: 0 },
      },
    ]
    const ctx = recordingContext()
    const plain = sceneOn(1000)
    const flags = plain.boxes.flags.map(() => MATCHED)
    paintScene(penOn(ctx, LIGHT, 1), { ...plain, labels: [], bands, boxes: { ...plain.boxes, flags } })
    expect(filled(ctx.calls, LIGHT.match)).toEqual(['99 44 2 5'])
    expect(ctx.calls.some(call => call.name === 'stroke' && call.stroke === LIGHT.match)).toBe(true)
    expect(painted().some(call => call.name === 'stroke' && call.stroke === LIGHT.match)).toBe(false)
  })

  it('hatches the band of a Map Run of which not all children are listed', () => {
    const hatched = (unlisted: number) => {
      const ctx = recordingContext()
      const band = { ...PLAIN_BAND, heights: new Float64Array(400), peak: 1, limit: undefined, unlisted }
      paintScene(penOn(ctx, LIGHT, 1), { ...sceneOn(400), labels: [], bands: [band] })
      return ctx.calls.filter(({ name, args }) => name === 'fillRect' && args.join(' ') === '0 6 400 30').length
    }
    expect([hatched(0), hatched(3)]).toEqual([0, 1])
  })

  it('counts behind the end of a band what is still to start, where there is room', () => {
    const texts = (pending: number, x1: number) => {
      const ctx = recordingContext()
      const band = { ...PLAIN_BAND, x1, heights: new Float64Array(400), peak: 1, limit: undefined, pending }
      paintScene(penOn(ctx, LIGHT, 1), { ...sceneOn(400), labels: [], bands: [band] })
      return ctx.calls.flatMap(({ name, args }) => (name === 'fillText' ? [args[0]] : []))
    }
    expect([texts(1202, 100), texts(0, 100), texts(1202, 390)]).toEqual([['1,202 pending'], [], []])
  })

  it('writes MaxConcurrency where the silhouette leaves room, above a line that is low', () => {
    const place = (limit: number, heightAt: (x: number) => number) => {
      const heights = Float64Array.from({ length: 400 }, (_, x) => heightAt(x))
      const band = { ...PLAIN_BAND, heights, peak: 40, limit }
      const ctx = recordingContext()
      paintScene(penOn(ctx, LIGHT, 1), { ...sceneOn(400), labels: [], bands: [band] })
      return ctx.calls.find(call => call.name === 'fillText')?.args
    }
    expect(place(40, () => 0.1)).toEqual(['MaxConcurrency 40', 396, 16])
    expect(place(40, x => (x > 350 ? 0.6 : 1))).toEqual(['MaxConcurrency 40', 332, 16])
    expect(place(4, () => 0.1)).toEqual(['MaxConcurrency 4', 396, 24])
    expect(place(40, () => 0.6)).toBeUndefined()
  })

  it('drops a label that does not fit rather than cutting it', () => {
    const texts = (widthPx: number) => painted({ widthPx }).filter(call => call.name === 'fillText')
    expect(texts(1000).map(call => [call.args[0], call.args[1]])).toEqual([['500 ms', 606]])
    expect(texts(110).map(call => [call.args[0], call.args[1]])).toEqual([])
    expect(texts(700).map(call => [call.args[0], call.args[1]])).toEqual([['500 ms', 426]])
    expect(texts(40)).toEqual([])
  })

  it('uses the colours of the theme alone', () => {
    const dark = painted({ theme: DARK })
    expect(filled(dark, DARK.outcomes.succeeded.strong)).toHaveLength(1)
    expect(filled(dark, LIGHT.outcomes.succeeded.strong)).toHaveLength(0)
    expect(themeFor({ dark: true, forcedColors: true }).bg).toBe('Canvas')
  })

  it('puts gridlines under bars', () => {
    const calls = painted()
    const grid = calls.findIndex(call => call.name === 'fillRect' && call.fill === LIGHT.grid)
    const bar = calls.findIndex(call => call.fill === LIGHT.outcomes.succeeded.fill)
    expect(grid).toBeGreaterThan(-1)
    expect(grid).toBeLessThan(bar)
  })
})

describe('paintOverlay', () => {
  it('rings the selected attempt three pixels outside its bar and nothing else', () => {
    const ctx = recordingContext()
    paintOverlay(penOn(ctx, LIGHT, 1), sceneOn(1000), { selected: 12 })
    const ring = ctx.calls.filter(call => call.name === 'roundRect' && call.stroke === LIGHT.ring)
    expect(ring.map(call => call.args)).toEqual([[398, 3, 204, 16, 4]])
  })

  it('marks a moment on the bar of what is selected, and none that lies beside it', () => {
    const marks = (momentX: number) => {
      const ctx = recordingContext()
      paintOverlay(penOn(ctx, LIGHT, 1), sceneOn(1000), { selected: 12, momentX })
      return ctx.calls.filter(call => call.fill === LIGHT.ink).map(call => call.name)
    }
    expect(marks(500)).toContain('fillRect')
    expect(marks(700)).toEqual([])
  })

  it('draws ticks of error lines over the ring', () => {
    const ctx = recordingContext()
    const scene = { ...sceneOn(1000), logTicks: [{ xPx: 450, yPx: 0 }] }
    paintOverlay(penOn(ctx, LIGHT, 1), scene, { selected: 12 })
    const ring = ctx.calls.findLastIndex(call => call.name === 'stroke' && call.stroke === LIGHT.ring)
    const tick = ctx.calls.findIndex(call => call.name === 'fillRect' && call.fill === LIGHT.failTick)
    expect(tick).toBeGreaterThan(ring)
  })

  it('draws nothing for a span outside the window', () => {
    const ctx = recordingContext()
    paintOverlay(penOn(ctx, LIGHT, 1), sceneOn(1000), { selected: 998 })
    expect(ctx.calls.some(call => call.name === 'stroke')).toBe(false)
  })
})

describe('paintAxis', () => {
  it('centres labels on their ticks and moves in one that the edge would cut', () => {
    const ctx = recordingContext()
    const scene = {
      ...sceneOn(1000),
      ticks: [
        { xPx: 3, at: 3, label: '3 ms' },
        { xPx: 500, at: 500, label: '500 ms' },
      ],
    }
    paintAxis(penOn(ctx, LIGHT, 1), scene, { seamLabel: () => 'Redriven' })
    expect(ctx.calls.filter(call => call.name === 'fillText').map(call => call.args)).toEqual([
      ['3 ms', 16, 15],
      ['500 ms', 500, 15],
    ])
  })

  it('tells each redrive beside its line, and a fold before it up to that line', () => {
    const ctx = recordingContext()
    const folds = [
      { x0: 300, x1: 326, from: 0, to: 60_000 },
      { x0: 420, x1: 446, from: 0, to: 120_000 },
    ]
    const seams = [
      { x: 340, at: 340, eventId: 1 },
      { x: 460, at: 460, eventId: 2 },
    ]
    const scene = { ...sceneOn(1000), ticks: [], folds, seams }
    paintAxis(penOn(ctx, LIGHT, 1), scene, { seamLabel: seam => `Redriven ${seam.at}` })
    const chips = ctx.calls.filter(call => call.name === 'fillText').map(call => [call.args[0], call.args[1]])
    expect(chips).toEqual([
      ['Redriven 340', 347],
      ['Redriven 460', 467],
      ['1 m', 304],
    ])
  })
})
