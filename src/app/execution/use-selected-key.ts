import { useCallback } from 'react'
import type { Selection } from '../../chart/timeline-props.ts'
import type { Forest } from '../../forest/forest.ts'
import { type GlobalKey, globalKey, memberIdOf, rootKeyOf, spanKeyOf } from '../../forest/keys.ts'
import type { Member } from '../../forest/member.ts'
import { selectedSpan, selectionOf } from '../../model/selection.ts'
import type { PageSelection } from './use-selection.ts'

interface SelectedIn {
  /** Those of which something is here, the one on the page first. */
  readonly members: readonly Member[]
  readonly forest: Forest | undefined
  readonly selection: Selection
  readonly select: PageSelection['onSelect']
}

interface SelectedKey {
  /** What is selected, in whichever execution; of one that is not read, that one as a whole. */
  readonly selectedKey: GlobalKey | undefined
  readonly selectKey: (key: GlobalKey) => void
}

/** The selection by key, for what walks from one span to another wherever they lie. */
export function useSelectedKey({ members, forest, selection, select }: SelectedIn): SelectedKey {
  const selectKey = useCallback(
    (key: GlobalKey) => {
      const member = memberIdOf(key)
      const tree = members.find(({ id }) => id === member)?.tree
      const found = tree?.span(spanKeyOf(key))
      if (tree !== undefined && found !== undefined) select({ member, ...selectionOf(tree, found) }, 'push')
      else if (key === rootKeyOf(member) && forest?.member(member) !== undefined) select({ member }, 'push')
    },
    [members, forest, select],
  )
  return { selectedKey: keyOf(members, selection), selectKey }
}

function keyOf(members: readonly Member[], { member = 0, event, span }: Selection): GlobalKey | undefined {
  const tree = members.find(({ id }) => id === member)?.tree
  if (member !== 0 && event === undefined && span === undefined) return rootKeyOf(member)
  const selected = tree && selectedSpan(tree, { event, span })
  return selected && globalKey(member, selected.key)
}
