import { useEffect, useMemo, useState } from 'react'
import { betweenFrames } from '../../kit/between-frames.ts'
import { inSlices } from '../../waits/slices.ts'
import { type Found, matchSteps, readTyped } from './match-entries.ts'
import type { PaletteEntry } from './palette-entry.ts'

interface Answer extends Found {
  readonly text: string
}

const NOTHING: Answer = { text: '', shown: [], count: 0 }

/** What is found of the entries. While it is looked for what was found before stands, and `isBusy`. */
export function useFound(entries: readonly PaletteEntry[], text: string): Found & { readonly isBusy: boolean } {
  const typed = useMemo(() => readTyped(text), [text])
  const [answer, setAnswer] = useState<Answer>(NOTHING)
  useEffect(() => {
    let isStale = false
    const steps = matchSteps(entries, typed)
    void inSlices(
      steps,
      betweenFrames(() => isStale),
    ).then(found => {
      if (found !== undefined && !isStale) setAnswer({ text, ...found })
    })
    return () => {
      isStale = true
    }
  }, [entries, typed, text])
  return useMemo(() => ({ ...answer, isBusy: answer.text !== text }), [answer, text])
}
