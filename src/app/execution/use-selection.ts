import { useCallback, useMemo, useState } from 'react'
import type { Selection } from '../../chart/timeline-props.ts'
import { NO_SELECTION } from '../../model/selection.ts'
import type { LinkPatch, Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'

export interface PageSelection {
  readonly selection: Selection
  /** `also`: what of the link changes with it. */
  readonly onSelect: (chosen: Selection | undefined, how: 'push' | 'replace', also?: LinkPatch) => void
}

/**
 * What is selected: in the execution that the link names the link tells; in one below it the page alone knows, for as long as the
 * link selects nothing, as links of this version name one execution.
 */
export function useSelection({ event, span }: ViewLink, navigate: Navigate): PageSelection {
  const [inside, setInside] = useState<Selection>()
  const chosen = event === undefined && span === undefined ? inside : undefined
  const selection = useMemo<Selection>(() => chosen ?? { event, span }, [chosen, event, span])
  const onSelect = useCallback<PageSelection['onSelect']>(
    (wanted, how, also = {}) => {
      const isBelow = wanted?.member !== undefined && wanted.member !== 0
      setInside(isBelow ? wanted : undefined)
      navigate({ ...(isBelow ? NO_SELECTION : { event: wanted?.event, span: wanted?.span }), ...also }, how)
    },
    [navigate],
  )
  return { selection, onSelect }
}
