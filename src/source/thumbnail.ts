import * as v from 'valibot'
import { OUTCOMES } from '../model/span.ts'

/** The form in which a picture of an execution is kept: with a sample, and in the list of what was opened. */
export const THUMBNAIL_SHAPE = v.object({
  form: v.picklist(['bar', 'waiting', 'backoff', 'band', 'fold', 'redrive']),
  row: v.number(),
  from: v.number(),
  to: v.number(),
  outcome: v.picklist(OUTCOMES),
  heights: v.exactOptional(v.array(v.number())),
})

/**
 * One mark of the picture. Rows count from 0. `from` and `to` go from 0 (start) to 1 (end), a sample's with long silences folded;
 * `heights` are a band's: how many iterations ran at once, 0 to 1, evenly spaced.
 */
export type ThumbnailShape = Readonly<v.InferOutput<typeof THUMBNAIL_SHAPE>>
