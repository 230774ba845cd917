import { expect, it } from 'vitest'
import { indentStyle } from './tree-indent.tsx'

/** Twisty, icon, a duration with its outcome, and twelve characters of a name with its dots. */
const LEAST_CONTENT_PX = 230

it('leaves room for twelve characters of a name and a whole duration at any depth that is drawn', () => {
  for (const treeWidthPx of [260, 340, 480]) {
    for (let deepest = 0; deepest <= 16; deepest++) {
      const style = new Map(Object.entries(indentStyle(treeWidthPx, deepest)))
      const indentPx = Number.parseFloat(`${style.get('--chart-indent-most')}`)
      expect(indentPx * (deepest + 1) + LEAST_CONTENT_PX).toBeLessThanOrEqual(treeWidthPx)
    }
  }
})
