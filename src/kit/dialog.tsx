import { type ReactNode, useId } from 'react'
import './dialog.css'
import { Icon } from './icons.tsx'
import { useModal } from './use-modal.ts'

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
  const dialog = useModal(onClose)
  const titleId = useId()
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
