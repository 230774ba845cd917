import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Opens a dialog element over the page, in the browser's top layer: the page behind it is inert, a click beside the sheet closes it,
 * and the focus returns to where it came from.
 */
export function useModal(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  const latest = useRef(onClose)
  latest.current = onClose
  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null) return
    const onClick = (event: MouseEvent): void => {
      // The sheet fills the dialog, so what hits the dialog itself has missed the sheet.
      if (event.target === element) latest.current()
    }
    element.addEventListener('click', onClick)
    element.showModal()
    // Closed before it leaves the page: only then the focus returns.
    return () => {
      element.removeEventListener('click', onClick)
      element.close()
    }
  }, [])
  return dialog
}
