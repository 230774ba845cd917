import type { Forest } from '../../forest/forest.ts'
import { pictureSvg } from '../../paint/picture-svg.ts'
import { pictureTitle } from '../../paint/picture-title.ts'
import { DARK, LIGHT } from '../../paint/theme.ts'
import type { CssPx } from '../../timeline/chart-types.ts'
import { firstLook } from '../../timeline/first-look.ts'
import type { PictureLook } from './picture-look.ts'

/** A picture may be so high as a person would scroll: more rows are counted below. */
export const MOST_SVG_ROWS_PX: CssPx = 40_000
/** As if it were seen in such a window: what has room opens by itself. */
const WINDOW_PX: CssPx = 800

/**
 * The chart of an execution and what is open below it as an SVG document, as it looks before anybody has touched it: all of its time,
 * names beside the bars. @throws Error where nothing of the forest's first execution is here.
 */
export function forestSvg(forest: Forest, { widthPx, dark }: PictureLook): string {
  const member = forest.member(0)
  if (member?.tree === undefined) throw new Error('nothing of the execution is here')
  const { tree } = member
  const told = firstLook(tree, forest, { timeMode: 'relative', heightPx: WINDOW_PX })
  const title = pictureTitle({ member, tree, now: told.now, timeMode: 'utc' })
  const size = { widthPx, mostRowsPx: MOST_SVG_ROWS_PX }
  return pictureSvg({ ...told, viewport: undefined, title }, size, dark ? DARK : LIGHT)
}
