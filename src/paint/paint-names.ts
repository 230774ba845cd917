import type { CssPx } from '../timeline/chart-types.ts'
import { type RowContext } from '../timeline/row-text.ts'
import { type RowWords, rowWords } from '../timeline/row-words.ts'
import { type ChartRows, ROW_PX } from '../timeline/rows-draft.ts'
import { onOneLine } from '../words/on-one-line.ts'
import { cutAtEnd, cutInMiddle } from './cut-text.ts'
import { paintGlyph } from './glyphs.ts'
import { hairline, type Pen } from './pen.ts'

// A row of names, as the page's own list has it:
//
//   │16 per level│▾ 14│ name  summary  [badge]            ✕  5 m 10 s │
//                                                             right ──┤12

const LEVEL_PX: CssPx = 16
const TWISTY_PX: CssPx = 16
const GAP_PX: CssPx = 6
const RIGHT_PX: CssPx = 12
const BADGE_AIR_PX: CssPx = 5
const BADGE_HEIGHT_PX: CssPx = 16
/** Between a glyph's middle and the duration. */
const GLYPH_PX: CssPx = 11
/** Room for a glyph and the air around it. */
const GLYPH_ROOM_PX: CssPx = 20
/** Between what a row is called and how long it took. */
const COLUMN_GAP_PX: CssPx = 10
/** The deepest rows share what is left of the column. */
const MOST_INDENT_SHARE = 0.4

/** Which rows, and what their words depend on. */
export interface NamesInput {
  readonly rows: ChartRows
  readonly context: RowContext
  /** Rows from the top that are drawn. */
  readonly endRow: number
}

/** The width that shows every name whole, with all that stands beside it. */
export function namesWidthPx(pen: Pen, { rows, context, endRow }: NamesInput): CssPx {
  let widest = 0
  for (let row = 0; row < endRow; row++) {
    const words = rowWords(rows, row, context)
    if (words.kind === 'named') widest = Math.max(widest, LEVEL_PX * (rows.depthAt(row) + 1) + namedPx(pen, words))
  }
  return Math.ceil(widest)
}

type Named = Extract<RowWords, { kind: 'named' }>

function namedPx(pen: Pen, words: Named): CssPx {
  const { summary } = words
  const beside = summary === undefined ? 0 : GAP_PX + widthIn(pen, SUMMARY, onOneLine(summary))
  const badges = words.badges.reduce((sum, { text }) => sum + badgePx(pen, text), 0)
  return TWISTY_PX + widthIn(pen, nameFont(words), onOneLine(words.name)) + beside + badges + endPx(pen, words)
}

/** Paints what stands left of the bars: names with their place in the tree, what came of each, how long it took. */
export function paintNames(pen: Pen, { rows, context, endRow }: NamesInput, widthPx: CssPx): void {
  const levelPx = Math.min(LEVEL_PX, (widthPx * MOST_INDENT_SHARE) / (rows.deepest + 1))
  for (let row = 0; row < endRow; row++) {
    const depth = rows.depthAt(row)
    const place = { x: levelPx * (depth + 1), y: rows.topPx(row), heightPx: rows.rowHeightPx(row), widthPx }
    pen.ctx.fillStyle = pen.theme.grid
    for (let level = 1; level <= depth; level++) {
      hairline(pen, { x: levelPx * level + GAP_PX, y: place.y, widthPx: 1, heightPx: place.heightPx })
    }
    if (depth === 0 && rows.kindAt(row) === 'span') {
      pen.ctx.fillStyle = pen.theme.rowTop
      hairline(pen, { x: 0, y: place.y, widthPx, heightPx: 1 })
    }
    if (rows.expandable(row)) paintTwisty(pen, place, rows.expanded(row))
    paintWords(pen, rowWords(rows, row, context), place)
  }
}

interface Place {
  readonly x: CssPx
  readonly y: CssPx
  readonly heightPx: CssPx
  /** Of the column. */
  readonly widthPx: CssPx
}

function paintWords(pen: Pen, words: RowWords, place: Place): void {
  switch (words.kind) {
    case 'named':
      return paintNamed(pen, words, place)
    case 'parts':
      return paintParts(pen, words.parts, place)
    case 'note':
      write(pen, {
        ...NOTE,
        text: words.text,
        x: place.x + TWISTY_PX,
        y: place.y + place.heightPx / 2,
        room: roomAfter(place),
      })
      return
    case 'silent':
      return
  }
}

function roomAfter({ x, widthPx }: Place): CssPx {
  return widthPx - x - TWISTY_PX - GAP_PX
}

function paintNamed(pen: Pen, words: Named, place: Place): void {
  const end = paintEnd(pen, words, place)
  const y = place.y + ROW_PX / 2
  let x = place.x + TWISTY_PX
  const room = () => end - x
  // What tells least goes first where there is no room: badges, then what stands beside the name.
  const badges = words.badges.reduce((sum, { text }) => sum + badgePx(pen, text), 0)
  const namePx = widthIn(pen, nameFont(words), onOneLine(words.name))
  const withBadges = namePx + badges <= room()
  const name = cutInMiddle(onOneLine(words.name), text => widthIn(pen, nameFont(words), text) <= room())
  x += write(pen, { font: nameFont(words), color: 'text', text: name, x, y, room: room() })
  const summary = words.summary === undefined ? '' : onOneLine(words.summary)
  const forSummary = room() - GAP_PX - (withBadges ? badges : 0)
  const told = cutAtEnd(summary, text => widthIn(pen, SUMMARY, text) <= forSummary)
  if (told !== '')
    x += GAP_PX + write(pen, { font: SUMMARY, color: 'text3', text: told, x: x + GAP_PX, y, room: forSummary })
  if (!withBadges) return
  for (const { text, outcome } of words.badges) {
    const { tint, strong } =
      outcome === undefined ? { tint: pen.theme.foldBg, strong: pen.theme.text2 } : pen.theme.outcomes[outcome]
    paintBadge(pen, { text, x: x + GAP_PX, y }, { ground: tint, color: strong })
    x += badgePx(pen, text)
  }
}

/** Duration and outcome at the right edge. @returns where room for the rest ends. */
function paintEnd(pen: Pen, words: Named, place: Place): CssPx {
  const { outcome, duration } = words
  const y = place.y + ROW_PX / 2
  const right = place.widthPx - RIGHT_PX
  const width = widthIn(pen, SUMMARY, duration)
  setFont(pen, SUMMARY)
  pen.ctx.fillStyle = pen.theme.text2
  // At its right end: where a viewer of SVG has another font, it still stands under the others.
  pen.ctx.textAlign = 'right'
  pen.ctx.textBaseline = 'middle'
  pen.ctx.fillText(duration, right, y + 0.5)
  const x = right - width - GLYPH_PX
  if (outcome === undefined) write(pen, { font: SUMMARY, color: 'text3', text: '?', x: x - 3, y, room: 10 })
  else paintGlyph(pen.ctx, outcome, { x, y, color: pen.theme.outcomes[outcome].strong })
  return place.widthPx - endPx(pen, words)
}

function endPx(pen: Pen, { outcome, duration }: Named): CssPx {
  return COLUMN_GAP_PX + (outcome === 'succeeded' ? 0 : GLYPH_ROOM_PX) + widthIn(pen, SUMMARY, duration) + RIGHT_PX
}

/** What a band says, whole parts on two lines: half a number tells another one. */
function paintParts(pen: Pen, parts: readonly string[], place: Place): void {
  const lines: string[] = []
  for (const part of parts) {
    const last = lines.at(-1)
    const joined = last === undefined ? part : `${last} · ${part}`
    if (last !== undefined && widthIn(pen, SUMMARY, joined) <= roomAfter(place)) lines[lines.length - 1] = joined
    else lines.push(part)
  }
  for (const [line, text] of lines.slice(0, 2).entries()) {
    write(pen, { ...NOTE, text, x: place.x + TWISTY_PX, y: place.y + 11 + line * 16, room: roomAfter(place) })
  }
}

function paintTwisty(pen: Pen, { x, y }: Place, open: boolean): void {
  const { ctx, theme } = pen
  const [middleX, middleY] = [x + 7, y + ROW_PX / 2]
  ctx.strokeStyle = theme.text3
  ctx.lineWidth = 1.5
  ctx.lineCap = 'round'
  ctx.lineJoin = 'round'
  ctx.beginPath()
  for (const [at, [along, across]] of TWISTY.entries()) {
    const [dx, dy] = open ? [along, across] : [across, along]
    if (at === 0) ctx.moveTo(middleX + dx, middleY + dy)
    else ctx.lineTo(middleX + dx, middleY + dy)
  }
  ctx.stroke()
}

const TWISTY = [
  [-3.5, -1.75],
  [0, 1.75],
  [3.5, -1.75],
] as const

type Font = '13px' | '600 13px' | '12px' | '600 11px'

const SUMMARY: Font = '12px'
const BADGE: Font = '600 11px'
const NOTE = { font: SUMMARY, color: 'text3' } as const

function nameFont({ strong }: Named): Font {
  return strong ? '600 13px' : '13px'
}

function setFont({ ctx, theme }: Pen, font: Font): void {
  ctx.font = `${font} ${theme.fontFamily}`
}

function widthIn(pen: Pen, font: Font, text: string): CssPx {
  setFont(pen, font)
  return pen.ctx.measureText(text).width
}

function badgePx(pen: Pen, text: string): CssPx {
  return GAP_PX + widthIn(pen, BADGE, text) + 2 * BADGE_AIR_PX
}

function paintBadge(
  pen: Pen,
  at: { text: string; x: CssPx; y: CssPx },
  looks: { ground: string; color: string },
): void {
  const { ctx } = pen
  const widthPx = badgePx(pen, at.text) - GAP_PX
  ctx.fillStyle = looks.ground
  ctx.beginPath()
  ctx.roundRect(at.x, at.y - BADGE_HEIGHT_PX / 2, widthPx, BADGE_HEIGHT_PX, 4)
  ctx.fill()
  ctx.fillStyle = looks.color
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(at.text, at.x + BADGE_AIR_PX, at.y + 0.5)
}

interface Line {
  readonly font: Font
  readonly color: 'text' | 'text2' | 'text3'
  readonly text: string
  readonly x: CssPx
  readonly y: CssPx
  readonly room: CssPx
}

/** Writes a line, cut at its end where it has no room. @returns its width. */
function write(pen: Pen, { font, color, text, x, y, room }: Line): CssPx {
  const { ctx, theme } = pen
  const told = cutAtEnd(onOneLine(text), part => widthIn(pen, font, part) <= room)
  if (told === '') return 0
  const width = widthIn(pen, font, told)
  ctx.fillStyle = theme[color]
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(told, x, y + 0.5)
  return width
}
