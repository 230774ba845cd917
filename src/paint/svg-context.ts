import type { Context, Hatch } from './pen.ts'
import { num, rectPath, SvgPath } from './svg-path.ts'
import { paintAttributes, xml } from './svg-text.ts'
import { fontParts, textWidth } from './text-width.ts'

/** Between the middle of a line of text and its baseline, as a share of its size: not every viewer knows other baselines. */
const MIDDLE_ABOVE_BASELINE = 0.35

const ANCHORS: ReadonlyMap<CanvasTextAlign, string> = new Map([
  ['center', 'middle'],
  ['right', 'end'],
  ['end', 'end'],
])

interface State {
  readonly fillStyle: Context['fillStyle']
  readonly strokeStyle: Context['strokeStyle']
  readonly lineWidth: number
  readonly globalAlpha: number
  readonly font: string
  readonly dash: readonly number[]
  /** Groups that clipping has opened. */
  readonly groups: number
}

/**
 * A context that writes what it is asked to draw as elements of SVG: the calls that painters make, and no others. Text measures as in
 * the page's font. What is drawn lies where it was told, whatever the transform: a document of CSS pixels has but one.
 */
export class SvgContext implements Context {
  fillStyle: Context['fillStyle'] = '#000'
  strokeStyle: Context['strokeStyle'] = '#000'
  lineWidth = 1
  lineCap: CanvasLineCap = 'butt'
  lineJoin: CanvasLineJoin = 'miter'
  globalAlpha = 1
  font = '10px sans-serif'
  textAlign: CanvasTextAlign = 'start'
  textBaseline: CanvasTextBaseline = 'alphabetic'
  readonly #parts: string[] = []
  readonly #definitions = new Map<string, string>()
  readonly #saved: State[] = []
  #path = new SvgPath()
  #dash: readonly number[] = []
  #groups = 0
  /** Rectangles of one colour, one after another, become one element. */
  #rectangles: { readonly fill: string; d: string } | undefined

  /** The elements drawn so far, with what they refer to. */
  svg(): string {
    this.#flush()
    const definitions = [...this.#definitions.values()].join('')
    const open = '</g>'.repeat(this.#groups + this.#saved.reduce((sum, { groups }) => sum + groups, 0))
    return `${definitions === '' ? '' : `<defs>${definitions}</defs>`}${this.#parts.join('')}${open}`
  }

  /** The fill of a hatch. Named by its looks: where several pictures stand in one page, equal names mean equal hatches. */
  hatch({ pitchPx, linePx, direction, color }: Hatch): string {
    const side = num(pitchPx * Math.SQRT2)
    const look = `${direction === '/' ? 'up' : 'down'}-${pitchPx}-${linePx}-${color}`
    const id = `sfn-hatch-${look.replaceAll(/[^a-z0-9-]/gi, '_')}`
    const turn = direction === '/' ? -45 : 45
    this.#definitions.set(
      id,
      `<pattern id="${id}" patternUnits="userSpaceOnUse" width="${side}" height="${num(pitchPx)}" patternTransform="rotate(${turn})">` +
        `<rect width="${side}" height="${num(linePx)}"${paintAttributes('fill', color, 1)}/></pattern>`,
    )
    return `url(#${id})`
  }

  beginPath(): void {
    this.#path = new SvgPath()
  }
  closePath(): void {
    this.#path.close()
  }
  moveTo(x: number, y: number): void {
    this.#path.moveTo(x, y)
  }
  lineTo(x: number, y: number): void {
    this.#path.lineTo(x, y)
  }
  rect(x: number, y: number, w: number, h: number): void {
    this.#path.rect(x, y, w, h)
  }
  roundRect(x: number, y: number, w: number, h: number, radii: number | number[]): void {
    this.#path.roundRect({ x, y, w, h }, radii)
  }
  arc(x: number, y: number, r: number, from: number, to: number, counterclockwise = false): void {
    this.#path.arc({ x, y, r }, from, to, counterclockwise)
  }

  fill(): void {
    if (this.#path.d !== '') this.#draw(`<path d="${this.#path.d}"${this.#paint('fill', this.fillStyle)}/>`)
  }

  stroke(): void {
    if (this.#path.d === '') return
    const dash = this.#dash.length === 0 ? '' : ` stroke-dasharray="${this.#dash.map(num).join(' ')}"`
    const cap = this.lineCap === 'butt' ? '' : ` stroke-linecap="${this.lineCap}"`
    const join = this.lineJoin === 'miter' ? '' : ` stroke-linejoin="${this.lineJoin}"`
    const stroke = `${this.#paint('stroke', this.strokeStyle)} stroke-width="${num(this.lineWidth)}"`
    this.#draw(`<path d="${this.#path.d}" fill="none"${stroke}${cap}${join}${dash}/>`)
  }

  fillRect(x: number, y: number, w: number, h: number): void {
    const fill = this.#paint('fill', this.fillStyle)
    const d = rectPath({ x, y, w, h })
    if (this.#rectangles?.fill !== fill) {
      this.#flush()
      this.#rectangles = { fill, d: '' }
    }
    this.#rectangles.d += d
  }

  /** There is nothing below that would have to go. */
  clearRect(): void {}

  fillText(text: string, x: number, y: number): void {
    const { sizePx, bold, family } = fontParts(this.font)
    const baseline = this.textBaseline === 'middle' ? y + sizePx * MIDDLE_ABOVE_BASELINE : y
    const anchor = ANCHORS.get(this.textAlign)
    this.#draw(
      `<text x="${num(x)}" y="${num(baseline)}" font-family="${xml(family)}" font-size="${num(sizePx)}"` +
        `${bold ? ' font-weight="700"' : ''}${anchor === undefined ? '' : ` text-anchor="${anchor}"`}` +
        `${this.#paint('fill', this.fillStyle)}>${xml(text)}</text>`,
    )
  }

  measureText(text: string): { readonly width: number } {
    return { width: textWidth(text, fontParts(this.font)) }
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha, font } = this
    this.#saved.push({ fillStyle, strokeStyle, lineWidth, globalAlpha, font, dash: this.#dash, groups: this.#groups })
    this.#groups = 0
  }

  restore(): void {
    const state = this.#saved.pop()
    if (state === undefined) return
    this.#draw('</g>'.repeat(this.#groups))
    const { dash, groups, ...styles } = state
    Object.assign(this, styles)
    this.#dash = dash
    this.#groups = groups
  }

  /** Until what was saved is restored. */
  clip(): void {
    const id = `sfn-clip-${this.#path.d.replaceAll(/[^a-z0-9]/gi, '_')}`
    this.#definitions.set(id, `<clipPath id="${id}"><path d="${this.#path.d}"/></clipPath>`)
    this.#draw(`<g clip-path="url(#${id})">`)
    this.#groups++
  }

  setLineDash(segments: Iterable<number>): void {
    this.#dash = [...segments]
  }

  setTransform(): void {}

  createPattern(): null {
    return null
  }

  #paint(name: 'fill' | 'stroke', style: Context['fillStyle']): string {
    return paintAttributes(name, typeof style === 'string' ? style : 'none', this.globalAlpha)
  }

  #draw(element: string): void {
    this.#flush()
    if (element !== '') this.#parts.push(element)
  }

  #flush(): void {
    if (this.#rectangles === undefined) return
    this.#parts.push(`<path d="${this.#rectangles.d}"${this.#rectangles.fill}/>`)
    this.#rectangles = undefined
  }
}
