import { NO_SELECTION } from '../../model/selection.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { mergeLink } from '../../state/view-link-codec.ts'

/** A link without what it selects in an execution below, whose event ids are its own. */
export function linkOfItself(link: ViewLink): ViewLink {
  return link.within === undefined ? link : mergeLink(link, NO_SELECTION)
}
