import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import './dialog.css'
import { Icon } from './icons.tsx'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * A sheet over the page, in the browser's top layer: the page behind it is inert, Esc and a click beside it close it, and the focus
 * returns to where it came from.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
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
  return (
    <dialog
      ref={dialog}
      className="kit-dialog"
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="kit-dialog-sheet">
        <header>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="sfn-icon-button" aria-label="Close" title="Close" onClick={onClose}>
            <Icon name="cross" />
          </button>
        </header>
        <div className="kit-dialog-body">{children}</div>
      </div>
    </dialog>
  )
}
