import { focusWhenThere } from '../../kit/focus-when-there.ts'
import type { Navigate } from '../../state/link-writer.ts'
import type { Region } from './regions.ts'

/** Brings a region to the page and gives it the focus. */
export function goToRegion({ patch, target }: Region, navigate: Navigate): void {
  if (Object.keys(patch).length > 0) navigate(patch, 'push')
  // The page shows by then what the link asks for, or is about to.
  requestAnimationFrame(() => focusWhenThere(target))
}
