import { useLayoutEffect, useRef } from 'react'
import { type MenuItem, MenuItems } from './menu-button.tsx'
import './popover.css'

interface ContextMenuProps {
  readonly label: string
  /** Where it was asked for, CSS px of the window. */
  readonly at: { readonly xPx: number; readonly yPx: number }
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

/** Room kept to the edges of the window, CSS px. */
const GAP_PX = 4

/**
 * A menu where something was pressed, by the ARIA pattern: Esc, Tab, a press elsewhere and scrolling close it, and the focus returns to where
 * it came from.
 */
export function ContextMenu({ label, at, items, onClose }: ContextMenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const latest = useRef(onClose)
  latest.current = onClose
  useLayoutEffect(() => {
    const element = menu.current
    const before = document.activeElement
    if (element === null) return
    element.showPopover()
    element.style.left = `${Math.max(GAP_PX, Math.min(at.xPx, innerWidth - element.offsetWidth - GAP_PX))}px`
    element.style.top = `${Math.max(GAP_PX, Math.min(at.yPx, innerHeight - element.offsetHeight - GAP_PX))}px`
    element.dataset['placed'] = ''
    element.querySelector<HTMLElement>('[role="menuitem"]:not(:disabled)')?.focus()
    const leave = (event: Event): void => {
      if (!(event.target instanceof Node) || !element.contains(event.target)) latest.current()
    }
    const stop = new AbortController()
    // The browser's own way to dismiss would take the release of the button that opened it for a press elsewhere.
    for (const type of LEAVES) document.addEventListener(type, leave, { capture: true, signal: stop.signal })
    addEventListener('blur', () => latest.current(), { signal: stop.signal })
    return () => {
      stop.abort()
      const hadFocus = element.contains(document.activeElement)
      element.hidePopover()
      if (hadFocus && before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [at])
  return (
    <div
      ref={menu}
      popover="manual"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className="kit-popover"
      onToggle={event => event.newState === 'closed' && onClose()}
      onContextMenu={event => event.preventDefault()}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <MenuItems items={items} />
    </div>
  )
}

const LEAVES = ['pointerdown', 'wheel', 'scroll'] as const
