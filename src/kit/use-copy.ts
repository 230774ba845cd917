import { useCallback } from 'react'
import { useAnnounce } from './announcer.tsx'
import { writeToClipboard } from './write-to-clipboard.ts'

/** Copies a text where no button is left to tell how it went: that is announced. */
export function useCopy(): (text: string) => void {
  const announce = useAnnounce()
  return useCallback(
    text => {
      writeToClipboard(text).then(
        () => announce('Copied'),
        () => announce('The browser refused access to the clipboard', 'assertive'),
      )
    },
    [announce],
  )
}
