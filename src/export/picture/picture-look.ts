import type { CssPx } from '../../timeline/chart-types.ts'

/** How a picture looks that nobody has arranged. */
export interface PictureLook {
  readonly widthPx: CssPx
  readonly dark: boolean
}

export const DEFAULT_PICTURE: PictureLook = { widthPx: 1200, dark: false }
