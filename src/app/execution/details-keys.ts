import type { KeyboardEvent } from 'react'
import { focusWhenThere } from '../../kit/focus-when-there.ts'

const DETAILS = 'aside.sfn-panel'
/** Where what the details are about is selected. */
const ROW = '[role="row"][aria-selected="true"]:not([aria-hidden])'

/** Enter on a row leads into its details. */
export function goToDetails(): void {
  // The page shows by then what was selected.
  requestAnimationFrame(() => focusWhenThere(DETAILS))
}

/** Esc in the details leads back to the row; from there it steps back as everywhere. */
export function leaveDetails(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented || !(event.target instanceof Element)) return
  // An open menu or dialog in them takes the key for itself.
  if (event.target.closest(DETAILS) === null || event.target.closest('dialog, [popover]') !== null) return
  const row = document.querySelector<HTMLElement>(ROW)
  if (row === null) return
  event.preventDefault()
  event.stopPropagation()
  row.focus()
}
