// The peer, drawn as its README shows: events on tracks, the same spans, the same size. Not type-checked, since the
// package is there only once the bench has installed it.
import { Timeline } from '@gravity-ui/timeline'
import { benchOf, HEIGHT_PX, WIDTH_PX } from './drive.ts'
import { LENGTH, lanesOf } from './spans.ts'

const ROW_PX = 22
// Its events have no time zero: `to: 0` would mean "still running".
const ORIGIN = 1_700_000_000_000
const count = Number(new URLSearchParams(location.search).get('count'))
const lanes = lanesOf(count)
const events = lanes.flatMap(({ starts, ends, failed }, lane) =>
  Array.from(starts, (start, index) => ({
    id: `${lane}-${index}`,
    from: ORIGIN + start,
    to: ORIGIN + ends[index],
    axisId: `lane-${lane}`,
    trackIndex: 0,
    color: failed[index] === 1 ? '#c03c36' : '#2f95a3',
  })),
)
const axes = lanes.map((_, lane) => ({ id: `lane-${lane}`, tracksCount: 1, top: lane * ROW_PX, height: 12 }))

const canvas = document.createElement('canvas')
canvas.style.cssText = `width:${WIDTH_PX}px;height:${HEIGHT_PX}px;display:block`
canvas.width = WIDTH_PX * devicePixelRatio
canvas.height = HEIGHT_PX * devicePixelRatio
document.body.append(canvas)
let timeline

const side = {
  canvas,
  laneY: lane => timeline.api.getRulerHeight() + lane * ROW_PX + ROW_PX / 2,
  start() {
    timeline = new Timeline({
      settings: { start: ORIGIN, end: ORIGIN + LENGTH, axes, events, markers: [] },
      viewConfiguration: { axes: { trackHeight: ROW_PX, lineHeight: 12 } },
    })
    timeline.init(canvas)
  },
  show(from, to) {
    timeline.api.setRange(ORIGIN + from, ORIGIN + to)
  },
}

window.bench = benchOf(side, lanes)
