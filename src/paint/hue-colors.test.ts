import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OTHER_HUE } from '../timeline/hues.ts'
import { HUE_COLORS } from './hue-colors.ts'

const tokens = readFileSync(new URL('../kit/tokens.css', import.meta.url), 'utf8')

describe.each(['light', 'dark'] as const)('the hues in %s', name => {
  it('are those of the legend', () => {
    const block = tokens.slice(tokens.indexOf(`[data-theme="${name}"]`)).split('}')[0] ?? ''
    const told = [...block.matchAll(/--sfn-hue-\d: ([^;]+);/g)].map(([, colour]) => colour)
    expect(told).toEqual(HUE_COLORS[name].map(({ fill }) => fill))
    expect(told.length).toBe(OTHER_HUE + 1)
  })
  it('are told apart from one another', () => {
    expect(new Set(HUE_COLORS[name].map(({ fill }) => fill)).size).toBe(OTHER_HUE + 1)
  })
})
