import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DARK, LIGHT, type Theme } from './theme.ts'

const tokens = readFileSync(new URL('../kit/tokens.css', import.meta.url), 'utf8')

/** The custom properties of the block that a theme is asked for by. */
function block(selector: string): ReadonlyMap<string, string> {
  const [, body = ''] = tokens.slice(tokens.indexOf(selector)).split(/[{}]/)
  return new Map([...body.matchAll(/--sfn-([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]))
}

/** `silFill` → `sil-fill`, `text2` → `text-2`. */
function cssName(name: string): string {
  return name.replaceAll(/[A-Z]|\d/g, found => `-${found.toLowerCase()}`)
}

/** `rgb(0 108 224 / 7%)` and `rgba(0,108,224,.07)` alike. */
function normal(colour: string): string {
  const [red, green, blue, alpha] = colour.match(/[\d.]+%?/g) ?? []
  if (!colour.startsWith('rgb')) return colour
  const share = alpha?.endsWith('%') === true ? Number(alpha.slice(0, -1)) / 100 : Number(alpha)
  return [red, green, blue, share].join(' ')
}

/** Every colour of a theme by the name of its token. */
function coloursOf(theme: Theme): readonly (readonly [string, string])[] {
  const { name: _name, fontFamily: _font, overVeil: _veil, outcomes, ...plain } = theme
  return [
    ...Object.entries(plain),
    ...Object.entries(outcomes).flatMap(([outcome, colours]) =>
      Object.entries(colours).map(([use, colour]) => [`${outcome}-${use}`, colour] as const),
    ),
  ].map(([name, colour]) => [cssName(name), colour] as const)
}

describe.each([
  { theme: LIGHT, selector: '[data-theme="light"]' },
  { theme: DARK, selector: '[data-theme="dark"]' },
])('the canvas in $theme.name', ({ theme, selector }) => {
  it.each(coloursOf(theme))('%s is the colour of the token', (name, colour) => {
    expect(normal(block(selector).get(name) ?? 'missing')).toBe(normal(colour))
  })
})

it('the canvas writes in the font of the page', () => {
  expect(/--sfn-font: (.+);/.exec(tokens)?.[1]?.replaceAll("'", '"')).toBe(LIGHT.fontFamily)
})
