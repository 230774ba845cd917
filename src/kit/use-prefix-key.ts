import { useEffect, useRef, useState } from 'react'
import { hasModifier, takesLetters } from './page-keys.ts'

/**
 * Keys that are pressed in turn: a prefix, then one more, as `g` and a letter. True between the two, for as long as it takes: any other key
 * or a press of the pointer ends it. `press` tells whether the second key meant something; one that did not is left to others.
 */
export function usePrefixKey(prefix: string, press: (key: string) => boolean, on = true): boolean {
  const [isBetween, setIsBetween] = useState(false)
  const latest = useRef(press)
  latest.current = press
  useEffect(() => {
    if (!on) return
    let waits = false
    const wait = (next: boolean): void => {
      waits = next
      setIsBetween(next)
    }
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || MODIFIERS.has(event.key)) return
      const isSecond = waits
      if (waits) wait(false)
      if (hasModifier(event) || takesLetters(event.target)) return
      const key = event.key.toLowerCase()
      const isTaken = isSecond ? key === 'escape' || latest.current(key) : key === prefix
      if (!isTaken) return
      if (!isSecond) wait(true)
      // Before anything else hears of it: alone, the letter means something else.
      event.preventDefault()
      event.stopPropagation()
    }
    const leave = (): void => {
      if (waits) wait(false)
    }
    document.addEventListener('keydown', hear, true)
    document.addEventListener('pointerdown', leave, true)
    return () => {
      document.removeEventListener('keydown', hear, true)
      document.removeEventListener('pointerdown', leave, true)
      setIsBetween(false)
    }
  }, [prefix, on])
  return isBetween
}

/** They are on the way to a key. */
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph'])
