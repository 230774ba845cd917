import { penOn } from './pen.ts'
import { type PictureOf, type PictureSize, pictureOf } from './picture.ts'
import { SvgContext } from './svg-context.ts'
import { num } from './svg-path.ts'
import { xml } from './svg-text.ts'
import type { Theme } from './theme.ts'

/** A picture of the chart as one SVG document: nothing in it refers to anything outside of it. */
export function pictureSvg(of: PictureOf, size: PictureSize, theme: Theme): string {
  const { widthPx, heightPx, layers } = pictureOf(of, size, penOn(new SvgContext(), theme, 1))
  const parts = layers.map(layer => {
    const ctx = new SvgContext()
    layer.paint({ ctx, theme, dpr: 1, hatch: hatch => ctx.hatch(hatch) })
    const box = `x="${num(layer.xPx)}" y="${num(layer.yPx)}" width="${num(layer.widthPx)}" height="${num(layer.heightPx)}"`
    return `<svg ${box}>${ctx.svg()}</svg>`
  })
  const { name, facts } = of.title
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${num(widthPx)}" height="${num(heightPx)}" ` +
    `viewBox="0 0 ${num(widthPx)} ${num(heightPx)}" role="img">` +
    `<title>${xml(`${name}: ${facts}`)}</title>` +
    `<rect width="${num(widthPx)}" height="${num(heightPx)}" fill="${xml(theme.bg)}"/>${parts.join('\n')}</svg>\n`
  )
}
