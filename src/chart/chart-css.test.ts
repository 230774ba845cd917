import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const here = new URL('./', import.meta.url)
const sheets = readdirSync(here).filter(name => name.endsWith('.css'))

/** Selectors of a style sheet, those within media queries too. */
function selectorsOf(sheet: string): readonly string[] {
  const text = readFileSync(new URL(sheet, here), 'utf8').replaceAll(/\/\*.*?\*\//gs, '')
  return [...text.matchAll(/([^{}]+)\{/g)]
    .map(([, selector = '']) => selector.trim())
    .filter(one => !one.startsWith('@'))
}

describe('the chart has a CSS scope of its own', () => {
  it.each(sheets)('every rule of %s is about a class of the chart', sheet => {
    const selectors = selectorsOf(sheet).flatMap(list => list.split(/,\s*/))
    expect(selectors.length).toBeGreaterThan(0)
    for (const selector of selectors) expect(selector).toMatch(/^\.chart(-|\.|:|$)/)
  })

  it.each(sheets)('%s takes corners, layers and small type from the tokens', sheet => {
    const text = readFileSync(new URL(sheet, here), 'utf8')
    expect(text).not.toMatch(/z-index: \d|font-size: 1[123]px|border-radius: \d+px;|#[0-9a-f]{3,8}\b|rgba?\(/)
  })
})
