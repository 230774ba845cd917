import { useCallback, useEffect, useState } from 'react'
import type { LinkPatch } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'

/** The query as typed: answered at once, written into the link when typing has settled. */
export function useQueryText(
  link: ViewLink,
  navigate: (patch: LinkPatch, how: 'push' | 'replace') => void,
): readonly [text: string, setText: (text: string) => void] {
  const [draft, setDraft] = useState<string>()
  const settled = link.query ?? ''
  // Back, forward or Esc in the chart changed the link: what was typed before is over.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- for every change of the link's query
  useEffect(() => setDraft(undefined), [settled])
  const setText = useCallback(
    (text: string) => {
      setDraft(text)
      navigate({ query: text === '' ? undefined : text, ...(text === '' && { queryMode: undefined }) }, 'replace')
    },
    [navigate],
  )
  return [draft ?? settled, setText]
}
