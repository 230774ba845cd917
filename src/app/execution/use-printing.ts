import { useCallback, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/**
 * Whether the report is to be on paper in place of the page, and who asks: the page, which then opens the browser's dialog, or the
 * browser by its own menu. What comes late comes too late for that the first time; the page's key is therefore taken.
 */
export function usePrinting() {
  const [way, setWay] = useState<'asks' | 'asked'>()
  const ask = useCallback(() => setWay('asks'), [])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'p') return
      event.preventDefault()
      ask()
    }
    // The browser takes the page as it is when this returns.
    const onBeforePrint = (): void => flushSync(() => setWay(former => former ?? 'asked'))
    // Printed, or given up.
    const onAfterPrint = (): void => setWay(undefined)
    addEventListener('keydown', onKeyDown)
    addEventListener('beforeprint', onBeforePrint)
    addEventListener('afterprint', onAfterPrint)
    return () => {
      removeEventListener('keydown', onKeyDown)
      removeEventListener('beforeprint', onBeforePrint)
      removeEventListener('afterprint', onAfterPrint)
    }
  }, [ask])
  return { way, ask }
}
