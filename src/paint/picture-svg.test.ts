import { DOMParser, type Element, type Node } from '@xmldom/xmldom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grownForest } from '../../e2e/grown-forest.ts'
import type { Forest } from '../forest/forest.ts'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { simulateForest } from '../simulator/forest/simulate-forest.ts'
import type { Shape } from '../timeline/boxes.ts'
import { shapeAt } from '../timeline/boxes.ts'
import { firstLook } from '../timeline/first-look.ts'
import { edgesOf } from './box-edges.ts'
import { type Pen, penOn } from './pen.ts'
import { type PictureOf, pictureOf } from './picture.ts'
import { pictureSvg } from './picture-svg.ts'
import { SvgContext } from './svg-context.ts'
import { DARK, LIGHT } from './theme.ts'

function forestOfSeed(seed: number): Forest {
  const { machine, options } = randomForest(seed)
  return grownForest(simulateForest(machine, options))
}

function pictureOfForest(forest: Forest, title = { name: 'Orders / run-7', facts: 'failed' }): PictureOf {
  const tree = forest.member(0)?.tree
  if (tree === undefined) throw new Error('no tree')
  return { ...firstLook(tree, forest, { timeMode: 'relative', heightPx: 800 }), viewport: undefined, title }
}

/** One of several rows. */
function tallPicture(): PictureOf {
  for (let seed = 0; seed < 200; seed++) {
    const of = pictureOfForest(forestOfSeed(seed))
    if (of.look.rows.count > 6) return of
  }
  throw new Error('no forest has several rows')
}

const SIZE = { widthPx: 1000, mostRowsPx: 40_000 }

/** As strict as XML is: any complaint is an error. */
function parsed(svg: string): Element {
  const onError = (level: string, message: string): never => {
    throw new Error(`${level}: ${message}`)
  }
  const { documentElement } = new DOMParser({ onError }).parseFromString(svg, 'image/svg+xml')
  if (documentElement === null) throw new Error('no element')
  return documentElement
}

function elementsBelow(node: Node): readonly Element[] {
  const own = [...(node.childNodes ?? [])]
  return own.flatMap(child => [...(isElement(child) ? [child] : []), ...elementsBelow(child)])
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1
}

/** The boxes around the parts of paths, `left top width height`. */
function boxesIn(element: Element): ReadonlySet<string> {
  const paths = elementsBelow(element).filter(({ tagName }) => tagName === 'path')
  return new Set(paths.flatMap(path => (path.getAttribute('d') ?? '').split(/(?=M)/).map(boxAround)))
}

function boxAround(part: string): string {
  let [x, y] = [0, 0]
  const [xs, ys]: [number[], number[]] = [[], []]
  for (const [, letter = '', rest = ''] of part.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const numbers = rest
      .trim()
      .split(/[\s,]+/)
      .map(Number)
    const [a = 0, b = 0] = numbers.slice(-2)
    if (letter === 'M' || letter === 'L' || letter === 'A') [x, y] = [a, b]
    else if (letter === 'a') [x, y] = [x + a, y + b]
    else if (letter === 'H') x = b || a
    else if (letter === 'V') y = b || a
    else if (letter === 'h') x += a
    else if (letter === 'v') y += a
    xs.push(x)
    ys.push(y)
  }
  return boxText(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
}

function boxText(left: number, top: number, right: number, bottom: number): string {
  return [left, top, right - left, bottom - top].map(value => Math.round(value * 10) / 10 + 0).join(' ')
}

const BARS: ReadonlySet<Shape> = new Set<Shape>([
  'running',
  'queued',
  'waiting',
  'mark',
  'merged',
  'cap',
  'listed',
  'mergedListed',
  'untold',
])

/** Of each bar and rail of the scene the box that it has on a canvas. */
function wantedBoxes(pen: Pen, { scene }: ReturnType<typeof pictureOf>): readonly string[] {
  return Array.from({ length: scene.boxes.count }, (_, index) => {
    const shape = shapeAt(scene.boxes, index)
    const { left, width, top, barTop, barHeight } = edgesOf(pen, scene.boxes, index)
    if (BARS.has(shape)) return [boxText(left, barTop, left + width, barTop + barHeight)]
    return shape === 'rail' ? [boxText(left, top + 9, left + width, top + 13)] : []
  }).flat()
}

describe('a picture as SVG', () => {
  it('holds every bar of the scene where the canvas has it', () => {
    let bars = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 320, max: 2400 }), (seed, widthPx) => {
        const of = pictureOfForest(forestOfSeed(seed))
        const pen = penOn(new SvgContext(), LIGHT, 1)
        const picture = pictureOf(of, { ...SIZE, widthPx }, pen)
        const svg = parsed(pictureSvg(of, { ...SIZE, widthPx }, LIGHT))
        const layers = elementsBelow(svg).filter(({ tagName }) => tagName === 'svg')
        expect(layers).toHaveLength(picture.layers.length)
        const times = layers.at(4)
        const drawn = times === undefined ? new Set() : boxesIn(times)
        const wanted = wantedBoxes(pen, picture)
        expect(wanted.filter(box => !drawn.has(box))).toEqual([])
        bars += wanted.length
      }),
      { numRuns: 40 },
    )
    expect(bars).toBeGreaterThan(200)
  })

  it('has each name as text, whatever stands in it', () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '</text><script>alert(1)</script>',
        '"><image href=x onerror=y>',
        ']]>',
        '<!--',
        '&amp;&#0;',
        '\u202egnp\u0000\ud800\ufffe',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
    )
    fc.assert(
      fc.property(hostile, hostile, (name, facts) => {
        const svg = parsed(pictureSvg(pictureOfForest(forestOfSeed(7), { name, facts }), SIZE, DARK))
        const names = new Set(elementsBelow(svg).map(({ tagName }) => tagName))
        const known = new Set(['svg', 'title', 'rect', 'path', 'text', 'g', 'defs', 'pattern'])
        expect([...names].filter(tag => !known.has(tag))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('names what is open, and colours it by the theme', () => {
    const of = tallPicture()
    const textsOf = (svg: string) =>
      elementsBelow(parsed(svg))
        .filter(({ tagName }) => tagName === 'text')
        .map(({ textContent }) => textContent)
    const light = textsOf(pictureSvg(of, SIZE, LIGHT))
    const tops = of.look.tree.root.children.flatMap(key => of.look.tree.span(key) ?? [])
    for (const top of tops) expect(light).toContain('name' in top ? top.name : undefined)
    expect(textsOf(pictureSvg(of, SIZE, DARK))).toEqual(light)
    expect(pictureSvg(of, SIZE, DARK)).toContain(DARK.bg)
    expect(pictureSvg(of, SIZE, DARK)).not.toContain(LIGHT.outcomes.succeeded.fill)
  })

  it('counts the rows for which there is no room', () => {
    const of = tallPicture()
    const svg = pictureSvg(of, { widthPx: 800, mostRowsPx: 30 }, LIGHT)
    const left = of.look.rows.count - of.look.rows.rowAtPx(30)
    expect(left).toBeGreaterThan(0)
    expect(svg).toContain(`>${left} more row${left === 1 ? '' : 's'} below<`)
  })
})
