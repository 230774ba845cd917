import { machineOf } from '../../analysis/definition-of.ts'
import type { Selection } from '../../chart/timeline-props.ts'
import type { Forest } from '../../forest/forest.ts'
import { selectedSpan, selectionOf } from '../../model/selection.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { machineName, memberWords } from '../../words/member-names.ts'
import type { GraphSubject } from '../graph/graph-tab.tsx'
import type { PageSelection } from './use-selection.ts'

interface Asked {
  readonly forest: Forest | undefined
  readonly selection: Selection
  readonly onChoose: PageSelection['onSelect']
}

/**
 * Whose state machine the graph shows: that of the execution below in which something is selected, as far as its history is here;
 * undefined: that of the execution on the page.
 */
export function graphSubjectBelow({ forest, selection, onChoose }: Asked): GraphSubject | undefined {
  const { member: id } = selection
  const member = id === undefined || id === 0 ? undefined : forest?.member(id)
  if (forest === undefined || member?.tree === undefined || member.tree.root.children.length === 0) return undefined
  const { tree } = member
  return {
    tree,
    definition: machineOf(forest, member),
    selected: selectedSpan(tree, selection),
    whose: memberWords(member),
    machine: machineName(member),
    onSelect: span => onChoose({ ...selectionOf(tree, span), member: id }, 'push'),
    // It stays the execution that one looks at.
    onSelectState: state => onChoose({ member: id }, 'push', { state }),
  }
}

/** What is said where something is selected in an execution below that is not here. */
export function graphNotOf(forest: Forest | undefined, { member: id }: Selection): string | undefined {
  const member = id === undefined || id === 0 ? undefined : forest?.member(id)
  return member === undefined ? undefined : memberWords(member)
}

/** The graph tells of a state over all its visits: nothing else is selected. */
export function tellsState({ tab, state }: ViewLink, { event, span }: Selection): boolean {
  return tab === 'graph' && state !== undefined && event === undefined && span === undefined
}
