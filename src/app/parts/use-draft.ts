import { useCallback, useEffect, useRef, useState } from 'react'

/**
 * A part of the link that changes as fast as one types: the draft is shown at once, the link follows when it has settled. Where the
 * link comes to say something else (Back, Forward, Esc), that holds. The value must be fit for JSON.
 */
export function useDraft<T>(linked: T, write: (value: T) => void): readonly [value: T, setValue: (value: T) => void] {
  const [draft, setDraft] = useState<{ readonly value: T }>()
  const name = JSON.stringify(linked)
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- for every change of what the link says
  useEffect(() => setDraft(undefined), [name])
  const latest = useRef(write)
  latest.current = write
  const setValue = useCallback((value: T) => {
    setDraft({ value })
    latest.current(value)
  }, [])
  return [draft === undefined ? linked : draft.value, setValue]
}
