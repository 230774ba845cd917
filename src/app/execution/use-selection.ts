import { useCallback, useEffect, useMemo } from 'react'
import type { Selection } from '../../chart/timeline-props.ts'
import { rootKeyOf } from '../../forest/keys.ts'
import { memberAt, wayTo } from '../../forest/way.ts'
import { NO_SELECTION } from '../../model/selection.ts'
import type { LinkPatch, Navigate } from '../../state/link-writer.ts'
import type { BelowView } from '../../state/use-execution.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { decodeWay, encodeWay } from '../../state/way-code.ts'

export interface PageSelection {
  readonly selection: Selection
  /** `also`: what of the link changes with it. */
  readonly onSelect: (chosen: Selection | undefined, how: 'push' | 'replace', also?: LinkPatch) => void
}

/** What the link selects, in whichever execution. Nothing as long as the way there is not read; it is read for it. */
export function useSelection(
  { event, span, within }: ViewLink,
  navigate: Navigate,
  below: BelowView | undefined,
): PageSelection {
  const way = useMemo(() => (within === undefined ? undefined : decodeWay(within)), [within])
  const forest = below?.forest
  const member = forest === undefined || way === undefined ? undefined : memberAt(forest, way)
  const selection = useMemo<Selection>(() => {
    if (within === undefined) return { event, span }
    return member === undefined ? NO_SELECTION : { event, span, member }
  }, [within, member, event, span])
  const namesEvent = event !== undefined || span !== undefined
  const opening = below?.opening
  useEffect(() => {
    if (forest !== undefined && way !== undefined) opening?.lead(way, { read: namesEvent })
  }, [opening, forest, way, namesEvent])
  const isRead = member !== undefined && forest?.member(member)?.state.kind !== 'listed'
  useEffect(() => {
    if (member === undefined || member === 0 || !isRead) return
    // What one looks at is kept, whether its row is open or not.
    void opening?.show(rootKeyOf(member))
    return () => opening?.hide(rootKeyOf(member))
  }, [opening, member, isRead])
  const fleet = below?.fleet
  const onSelect = useCallback<PageSelection['onSelect']>(
    (wanted, how, also = {}) => {
      const to = fleet === undefined || wanted?.member === undefined ? [] : wayTo(fleet.view.forest, wanted.member)
      const where = to === undefined || to.length === 0 ? undefined : encodeWay(to)
      navigate({ event: wanted?.event, span: wanted?.span, within: where, ...also }, how)
    },
    [navigate, fleet],
  )
  return { selection, onSelect }
}
