import { onOneLine } from '../words/on-one-line.ts'

/** Foreign text as the content of an element or the value of an attribute: never markup, and only what XML allows. */
export function xml(text: string): string {
  // What XML has no place for, not even as a reference (controls, halves of pairs), is written as in JSON.
  return onOneLine(text).replaceAll(/[&<>"']/g, char => ENTITIES.get(char) ?? '')
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

/** A fill or stroke: viewers of SVG that are no browsers know no colour with its own transparency. */
export function paintAttributes(name: 'fill' | 'stroke', color: string, alpha: number): string {
  const [, red, green, blue, own] = /^rgba\((\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\)$/.exec(color) ?? []
  const opacity = alpha * Number(own ?? 1)
  const plain = own === undefined ? color : `rgb(${red},${green},${blue})`
  return ` ${name}="${xml(plain)}"${opacity === 1 ? '' : ` ${name}-opacity="${Math.round(opacity * 1000) / 1000}"`}`
}
