import { useEffect, useRef } from 'react'

/** `?` anywhere but in a text opens the help. */
export function useHelpKey(on: boolean, open: () => void): void {
  const latest = useRef(open)
  latest.current = open
  useEffect(() => {
    if (!on) return
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      latest.current()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [on])
}

/** Single letters must not be taken from someone who types. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
