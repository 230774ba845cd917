import type { KeyboardEvent } from 'react'
import { Icon, type IconName } from './icons.tsx'
import './menu-button.css'
import { closePopover, Popover } from './popover.tsx'

export interface MenuItem {
  readonly text: string
  readonly disabled?: boolean
  readonly onSelect: () => void
}

interface MenuButtonProps {
  readonly label: string
  readonly icon: IconName
  readonly items: readonly MenuItem[]
  /** The icon alone; the label is heard. */
  readonly iconOnly?: boolean
}

/** A button with a short menu, by the ARIA pattern. */
export function MenuButton({ label, icon, items, iconOnly = false }: MenuButtonProps) {
  const content = iconOnly ? (
    <Icon name={icon} size={14} />
  ) : (
    <>
      <Icon name={icon} size={14} /> {label}
    </>
  )
  return (
    <Popover
      role="menu"
      label={label}
      button={{ className: iconOnly ? 'kit-menu-icon' : 'sfn-action', content, ...(iconOnly && { label }) }}
    >
      <MenuItems items={items} />
    </Popover>
  )
}

/** What a menu holds: arrows, Home and End walk it, Tab leaves it. */
export function MenuItems({ items }: { readonly items: readonly MenuItem[] }) {
  return (
    <div className="kit-menu" role="presentation" onKeyDown={onKeyDown}>
      {items.map(item => (
        <button
          key={item.text}
          type="button"
          role="menuitem"
          tabIndex={-1}
          disabled={item.disabled}
          onClick={event => {
            closePopover(event.currentTarget)
            item.onSelect()
          }}
        >
          {item.text}
        </button>
      ))}
    </div>
  )
}

function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  if (event.key === 'Tab') return closePopover(event.currentTarget)
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)')]
  const at = all.findIndex(item => item === document.activeElement)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  event.stopPropagation()
  all[(next + all.length) % all.length]?.focus()
}
