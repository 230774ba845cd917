import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Icon, type IconName } from './icons.tsx'

interface MenuButtonProps {
  readonly label: string
  readonly icon: IconName
  readonly items: readonly { readonly text: string; readonly disabled?: boolean; readonly onSelect: () => void }[]
}

/** A button with a short menu, by the ARIA pattern. */
export function MenuButton({ label, icon, items }: MenuButtonProps) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return
    root.current?.querySelector<HTMLElement>('[role="menuitem"]:not(:disabled)')?.focus()
    const away = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open])
  const close = () => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return
    if (event.key === 'Escape' || event.key === 'Tab') close()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Escape' || step !== undefined) {
      event.preventDefault()
      event.stopPropagation()
    }
    if (step === undefined) return
    const all = [...(root.current?.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)') ?? [])]
    const at = all.findIndex(item => item === document.activeElement)
    all[(at + step + all.length) % all.length]?.focus()
  }
  return (
    <div ref={root} className="sfn-menu" onKeyDown={onKeyDown}>
      <button
        type="button"
        className="sfn-action"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icon} size={14} /> {label}
      </button>
      {open && (
        <div id={id} role="menu" aria-label={label} className="sfn-menu-list">
          {items.map(item => (
            <button
              key={item.text}
              type="button"
              role="menuitem"
              tabIndex={-1}
              disabled={item.disabled}
              onClick={() => {
                close()
                item.onSelect()
              }}
            >
              {item.text}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
