import { GHOST_PX, type GhostMark } from '../timeline/ghosts.ts'
import { ROW_PX } from '../timeline/rows-draft.ts'
import type { FoldGap, MissingBox, Scene, Seam } from '../timeline/scene.ts'
import type { Drop } from '../timeline/scene-drops.ts'
import type { MemberFrame } from '../timeline/scene-members.ts'
import { formatCount } from '../words/format-count.ts'
import { hatchFill } from './hatches.ts'
import { hairline, type Pen, snap } from './pen.ts'

/** Gridlines: labelled ones stronger than the rest. */
export function paintGrid(pen: Pen, scene: Scene): void {
  const { ctx, theme } = pen
  for (const labelled of [false, true]) {
    ctx.fillStyle = labelled ? theme.grid : theme.gridMinor
    for (const tick of scene.ticks) {
      if ((tick.label !== '') === labelled) hairline(pen, { x: tick.xPx, y: 0, widthPx: 1, heightPx: scene.heightPx })
    }
  }
}

/** A faint line above each top-level state. */
export function paintRowTops(pen: Pen, scene: Scene): void {
  pen.ctx.fillStyle = pen.theme.rowTop
  for (const y of scene.topLevelYs) hairline(pen, { x: 0, y, widthPx: scene.widthPx, heightPx: 1 })
}

/** The gap of a fold with its two zig-zag edges. `ground` false draws the edges alone, over what crosses it. */
export function paintFold(pen: Pen, fold: Pick<FoldGap, 'x0' | 'x1'>, place: { top: number; heightPx: number }): void {
  const { ctx, theme } = pen
  const left = snap(fold.x0, pen.dpr)
  const right = snap(fold.x1, pen.dpr)
  const middle = (left + right) / 2
  const halfPx = Math.min(8, (right - left) / 4)
  ctx.fillStyle = theme.foldBg
  ctx.fillRect(middle - halfPx, place.top, halfPx * 2, place.heightPx)
  ctx.strokeStyle = theme.foldEdge
  ctx.lineWidth = 1
  ctx.lineJoin = 'miter'
  ctx.beginPath()
  for (const x of [middle - halfPx, middle + halfPx]) zigzag(pen, x, place)
  ctx.stroke()
}

/** Amplitude 2, step 8. */
function zigzag(pen: Pen, x: number, place: { top: number; heightPx: number }): void {
  let side = 1
  pen.ctx.moveTo(x - 2, place.top)
  for (let y = 4; y <= place.heightPx + 4; y += 4) {
    pen.ctx.lineTo(x + 2 * side, place.top + y)
    side = -side
  }
}

/** A stretch whose events are not here: veil, hatch the other way, dashed edge; the count on a plate where it fits. */
export function paintMissing(
  pen: Pen,
  box: MissingBox,
  place: { top: number; heightPx: number; pitchPx: number },
): void {
  const { ctx, theme } = pen
  const left = snap(Math.max(box.x0, -2), pen.dpr)
  const width = snap(box.x1, pen.dpr) - left
  ctx.fillStyle = theme.veil
  ctx.fillRect(left, place.top, width, place.heightPx)
  const color = place.pitchPx > 4 ? theme.hatch2 : theme.hatch
  const pattern = hatchFill(pen, { pitchPx: place.pitchPx, linePx: 1, direction: '\\', color })
  if (pattern !== null) {
    ctx.fillStyle = pattern
    ctx.fillRect(left, place.top, width, place.heightPx)
  }
  ctx.strokeStyle = theme.foldEdge
  ctx.lineWidth = 1
  ctx.setLineDash([2, 2])
  ctx.beginPath()
  ctx.rect(left + 0.5, place.top + 0.5, Math.max(width - 1, 0), place.heightPx - 1)
  ctx.stroke()
  ctx.setLineDash([])
}

/** `5,203 / loading`, or `missing` where they never come, on a plate in the middle; left out where it does not fit. */
export function paintMissingCount(pen: Pen, box: MissingBox, heightPx: number): void {
  const { ctx, theme } = pen
  const lines = [box.count === undefined ? '' : formatCount(box.count), box.arriving ? 'loading' : 'missing'].filter(
    text => text !== '',
  )
  ctx.font = `11px ${theme.fontFamily}`
  const width = Math.max(...lines.map(text => ctx.measureText(text).width))
  const visible = { x0: Math.max(0, box.x0), x1: box.x1 }
  if (visible.x1 - visible.x0 < width + 12) return
  const middle = (visible.x0 + visible.x1) / 2
  const top = heightPx - 56
  ctx.fillStyle = theme.bg
  ctx.fillRect(middle - width / 2 - 4, top, width + 8, lines.length * 14 + 4)
  ctx.fillStyle = theme.text2
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  for (const [index, text] of lines.entries()) ctx.fillText(text, middle, top + 9 + index * 14)
}

/** A redrive: a dashed line from top to bottom. */
export function paintSeam(pen: Pen, seam: Pick<Seam, 'x'>, place: { top: number; heightPx: number }): void {
  const { ctx } = pen
  const x = snap(seam.x, pen.dpr) + 0.5
  ctx.strokeStyle = pen.theme.seam
  ctx.lineWidth = 1
  ctx.setLineDash([3, 3])
  ctx.beginPath()
  ctx.moveTo(x, place.top)
  ctx.lineTo(x, place.top + place.heightPx)
  ctx.stroke()
  ctx.setLineDash([])
}

/** Under each bar what it is held against: the other run's, or the median of several and their range. They touch no bar. */
export function paintGhosts(pen: Pen, { ghosts }: Scene): void {
  pen.ctx.fillStyle = pen.theme.silLine
  for (const mark of ghosts) paintGhost(pen, mark)
}

/** How far caps and ticks stand out of the bar of a median. */
const CAP_OUT_PX = 1

function paintGhost(pen: Pen, mark: GhostMark): void {
  const { y } = mark
  const tall = { y: y - CAP_OUT_PX, widthPx: 1, heightPx: GHOST_PX + 2 * CAP_OUT_PX }
  switch (mark.kind) {
    case 'bar':
      return hairline(pen, { x: mark.x0, y, widthPx: widthOf(pen, mark), heightPx: GHOST_PX })
    case 'whisker':
      hairline(pen, { x: mark.x0, y: y + 1, widthPx: Math.max(1, widthOf(pen, mark)), heightPx: 1 })
      for (const x of mark.caps) hairline(pen, { x, ...tall })
      return
    case 'tick':
      return hairline(pen, { x: mark.x0, ...tall })
  }
}

function widthOf(pen: Pen, { x0, x1 }: { readonly x0: number; readonly x1: number }): number {
  return snap(x1, pen.dpr) - snap(x0, pen.dpr)
}

/** Underlines and connectors of the critical path. They never touch a bar, so they cannot be read as status. */
export function paintPath(pen: Pen, scene: Scene): void {
  const { ctx, theme } = pen
  if (scene.path === undefined) return
  ctx.fillStyle = theme.cpLink
  for (const line of scene.path.connectors)
    hairline(pen, { x: line.x, y: line.y0, widthPx: 1, heightPx: line.y1 - line.y0 })
  ctx.fillStyle = theme.ink
  for (const line of scene.path.underlines) {
    for (const [x0, x1] of outsideGaps(line.x0, line.x1, scene.folds)) {
      hairline(pen, { x: x0, y: line.y, widthPx: snap(x1, pen.dpr) - snap(x0, pen.dpr), heightPx: 2 })
    }
    for (const fold of scene.folds) {
      if (fold.x0 < line.x0 || fold.x1 > line.x1) continue
      for (const shift of [-6, -1, 4])
        hairline(pen, { x: (fold.x0 + fold.x1) / 2 + shift, y: line.y, widthPx: 2, heightPx: 2 })
    }
  }
}

function outsideGaps(x0: number, x1: number, gaps: readonly FoldGap[]): [number, number][] {
  const pieces: [number, number][] = []
  let from = x0
  for (const gap of gaps) {
    if (gap.x1 <= from || gap.x0 >= x1) continue
    if (gap.x0 > from) pieces.push([from, gap.x0])
    from = gap.x1
  }
  if (from < x1) pieces.push([from, x1])
  return pieces
}

/** The linked event, within its own row: a stem across it and a point above the bar. Its number stands on the axis. */
export function paintMarker(pen: Pen, scene: Scene): void {
  const { ctx, theme } = pen
  const { marker } = scene
  if (marker === undefined) return
  const x = snap(marker.xPx, pen.dpr)
  const y = snap(marker.yPx, pen.dpr)
  for (const [color, outPx] of [
    [theme.bg, 1],
    [theme.marker, 0],
  ] as const) {
    ctx.fillStyle = color
    ctx.fillRect(x - 0.75 - outPx, y, 1.5 + 2 * outPx, ROW_PX - 1)
    ctx.beginPath()
    ctx.moveTo(x - 5 - outPx, y)
    ctx.lineTo(x + 5 + outPx, y)
    ctx.lineTo(x, y + 5 + outPx)
    ctx.closePath()
    ctx.fill()
  }
}

/** The life of an execution that another started, as a ground behind its rows. */
export function paintMember(pen: Pen, member: MemberFrame): void {
  const { ctx, theme } = pen
  const x0 = snap(member.x0, pen.dpr)
  const [width, height] = [Math.max(1, snap(member.x1, pen.dpr) - x0), member.y1 - member.y0]
  ctx.fillStyle = theme.memberBg
  ctx.fillRect(x0, member.y0, width, height)
  ctx.strokeStyle = theme.axisLine
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.rect(x0 + 0.5, snap(member.y0, pen.dpr) + 0.5, Math.max(0, width - 1), height - 1)
  ctx.stroke()
}

/** From what stands above its lanes down to its place in them. */
export function paintDrop(pen: Pen, drop: Drop): void {
  const { ctx, theme } = pen
  const x = snap(drop.x, pen.dpr) - 0.5
  ctx.strokeStyle = theme.outcomes[drop.outcome].strong
  ctx.lineWidth = 1
  ctx.setLineDash([2, 2])
  ctx.beginPath()
  ctx.moveTo(x, drop.y0 - DROP_FROM_PX)
  ctx.lineTo(x, drop.y1)
  ctx.stroke()
  ctx.setLineDash([])
}

/** It begins at the bar, which ends so far above the bottom of its row. */
const DROP_FROM_PX = 5
