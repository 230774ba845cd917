import { useEffect, useRef } from 'react'

/** True where the key meant something: nobody else hears of it. */
type Press = (event: KeyboardEvent) => boolean

/** All that listens to keys of the whole page, in the order in which it began to. */
const handlers: { readonly current: Press }[] = []

/** Hears keys wherever the focus is, while `on`; not those that a field, an open menu or a dialog has already taken. */
export function usePageKeys(press: Press, on = true): void {
  const latest = useRef(press)
  latest.current = press
  useEffect(() => {
    if (!on) return
    if (handlers.push(latest) === 1) document.addEventListener('keydown', hear)
    return () => {
      handlers.splice(handlers.indexOf(latest), 1)
      if (handlers.length === 0) document.removeEventListener('keydown', hear)
    }
  }, [on])
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || isInSheet(event.target)) return
  if (handlers.some(({ current }) => current(event))) event.preventDefault()
}

/** The same for one letter or sign without a modifier, which is left alone where text is typed. */
export function useLetterKey(key: string, press: () => void, on = true): void {
  usePageKeys(event => {
    if (event.key !== key || hasModifier(event) || takesLetters(event.target)) return false
    press()
    return true
  }, on)
}

/** Keys with these are the browser's, unless the page says otherwise. */
export function hasModifier({
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
  return ctrlKey || metaKey || altKey
}

const TYPING =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"]'
const SHEETS = 'dialog, [role="dialog"], [role="menu"]'

/** True where letters are text to be typed, or where a dialog or menu has the keyboard. */
export function takesLetters(target: EventTarget | null): boolean {
  return isInSheet(target) || (target instanceof Element && target.closest(TYPING) !== null)
}

function isInSheet(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(SHEETS) !== null
}
