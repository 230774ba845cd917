import { type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import './popover.css'

interface PopoverProps {
  readonly role: 'dialog' | 'menu'
  /** What the popover is called. */
  readonly label: string
  readonly button: {
    readonly className: string
    readonly content: ReactNode
    /** Where the content says nothing to those who hear it. */
    readonly label?: string
    readonly tabIndex?: number
  }
  /** There only while it is open, so made again at each opening. */
  readonly children: ReactNode
}

/** Room kept to the button and to the edges of the window, CSS px. */
const GAP_PX = 4

/**
 * A button and what it opens, in the browser's top layer: nothing cuts it off, a click elsewhere or Esc closes it, and the
 * focus returns to the button.
 */
export function Popover({ role, label, button, children }: PopoverProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const onToggle = (event: ToggleEvent): void => {
    if (event.newState !== 'open' || panel.current === null || opener.current === null) return
    place(panel.current, opener.current.getBoundingClientRect())
    panel.current.querySelector<HTMLElement>(FIRST[role])?.focus()
  }
  return (
    <>
      <button
        ref={opener}
        type="button"
        className={button.className}
        aria-label={button.label}
        aria-haspopup={role}
        aria-expanded={open}
        tabIndex={button.tabIndex}
        popoverTarget={id}
      >
        {button.content}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role={role}
        aria-label={label}
        className="kit-popover"
        onBeforeToggle={event => flushSync(() => setOpen(event.newState === 'open'))}
        onToggle={onToggle}
      >
        {open && children}
      </div>
    </>
  )
}

/** Closes the popover that holds an element, if one does. */
export function closePopover(within: Element): void {
  within.closest<HTMLElement>('[popover]')?.hidePopover()
}

const FIRST = { dialog: 'input:checked, input, select, button', menu: '[role="menuitem"]:not(:disabled)' } as const

/** Below the button, above it where there is more room; within the window. */
function place(panel: HTMLElement, button: DOMRect): void {
  const { offsetWidth: widthPx, offsetHeight: heightPx } = panel
  const below = innerHeight - button.bottom - GAP_PX
  const top = heightPx <= below || below >= button.top ? button.bottom + GAP_PX : button.top - GAP_PX - heightPx
  panel.style.left = `${Math.max(GAP_PX, Math.min(button.left, innerWidth - widthPx - GAP_PX))}px`
  panel.style.top = `${Math.max(GAP_PX, Math.min(top, innerHeight - heightPx - GAP_PX))}px`
  panel.dataset['placed'] = ''
}
