/** A number as SVG takes it, to a hundredth of a pixel. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** A path as a canvas is told it, written as the `d` of an SVG path. */
export class SvgPath {
  #d = ''
  /** Where the pen is; undefined where it is nowhere. */
  #at: { readonly x: number; readonly y: number } | undefined

  get d(): string {
    return this.#d
  }

  moveTo(x: number, y: number): void {
    this.#d += `M${num(x)} ${num(y)}`
    this.#at = { x, y }
  }

  lineTo(x: number, y: number): void {
    if (this.#at === undefined) return this.moveTo(x, y)
    this.#d += `L${num(x)} ${num(y)}`
    this.#at = { x, y }
  }

  close(): void {
    if (this.#d !== '') this.#d += 'Z'
  }

  rect(x: number, y: number, w: number, h: number): void {
    this.#d += rectPath({ x, y, w, h })
    this.#at = { x, y }
  }

  /** Corners from the top left, clockwise, as a canvas takes them. */
  roundRect(box: Box, radii: number | readonly number[]): void {
    const { x, y, w, h } = box
    const [a = 0, b = a, c = a, d = b] = typeof radii === 'number' ? [radii] : radii
    // Radii that do not fit shrink together, as on a canvas.
    const fit = Math.min(1, w / Math.max(a + b, c + d, 1e-9), h / Math.max(a + d, b + c, 1e-9))
    const [tl, tr, br, bl] = [a * fit, b * fit, c * fit, d * fit]
    if (tl + tr + br + bl === 0) return this.rect(x, y, w, h)
    const corner = (r: number, dx: number, dy: number) =>
      r === 0 ? '' : `a${num(r)} ${num(r)} 0 0 1 ${num(dx)} ${num(dy)}`
    this.#d +=
      `M${num(x + tl)} ${num(y)}H${num(x + w - tr)}${corner(tr, tr, tr)}` +
      `V${num(y + h - br)}${corner(br, -br, br)}` +
      `H${num(x + bl)}${corner(bl, -bl, -bl)}` +
      `V${num(y + tl)}${corner(tl, tl, -tl)}Z`
    this.#at = { x, y }
  }

  arc({ x, y, r }: { x: number; y: number; r: number }, from: number, to: number, counterclockwise: boolean): void {
    const point = (angle: number) => ({ x: x + r * Math.cos(angle), y: y + r * Math.sin(angle) })
    const start = point(from)
    if (this.#at === undefined) this.moveTo(start.x, start.y)
    else if (Math.hypot(this.#at.x - start.x, this.#at.y - start.y) > 0.005) this.lineTo(start.x, start.y)
    const turn = turnOf(from, to, counterclockwise)
    // An arc of SVG ends elsewhere than it begins: a circle takes two.
    const steps = Math.abs(turn) > Math.PI ? 2 : 1
    for (let step = 1; step <= steps; step++) {
      const end = point(from + (turn * step) / steps)
      this.#d += `A${num(r)} ${num(r)} 0 0 ${turn > 0 ? 1 : 0} ${num(end.x)} ${num(end.y)}`
      this.#at = end
    }
  }
}

/** How far a canvas turns from one angle to another, at most once round. */
function turnOf(from: number, to: number, counterclockwise: boolean): number {
  const whole = Math.PI * 2
  const turn = counterclockwise ? from - to : to - from
  if (turn >= whole) return counterclockwise ? -whole : whole
  const rest = ((turn % whole) + whole) % whole
  return counterclockwise ? -rest : rest
}

interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** A rectangle as a part of a path. */
export function rectPath({ x, y, w, h }: Box): string {
  return `M${num(x)} ${num(y)}h${num(w)}v${num(h)}h${num(-w)}z`
}
