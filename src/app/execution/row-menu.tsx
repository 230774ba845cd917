import type { RefObject } from 'react'
import { nearestSuccess } from '../../analysis/healthy-sibling.ts'
import { queryOfState } from '../../analysis/query-text.ts'
import type { MenuAsked } from '../../chart/ask-menu.ts'
import type { TimelineHandle } from '../../chart/timeline-props.ts'
import type { Forest } from '../../forest/forest.ts'
import { memberIdOf, spanKeyOf } from '../../forest/keys.ts'
import { arnOf, type Member } from '../../forest/member.ts'
import { wayTo } from '../../forest/way.ts'
import { consoleLink } from '../../history/console-links.ts'
import { ContextMenu } from '../../kit/context-menu.tsx'
import type { MenuItem } from '../../kit/menu-button.tsx'
import { useCopy } from '../../kit/use-copy.ts'
import { NO_SELECTION, selectionOf } from '../../model/selection.ts'
import type { Span } from '../../model/span.ts'
import type { Navigate } from '../../state/link-writer.ts'
import { addressOf } from '../../state/url.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { encodeLink, mergeLink } from '../../state/view-link-codec.ts'
import { encodeWay } from '../../state/way-code.ts'
import { memberName } from '../../words/member-names.ts'
import { spanTitle } from '../../words/span-names.ts'
import { loggedAttempt } from '../logs/logs-on-page.ts'
import { goToDetails } from './details-keys.ts'
import { toggleFullScreen } from './full-screen.ts'
import { pinChange } from './pins.ts'
import { queryHiding } from './state-filters.ts'
import type { PageSelection } from './use-selection.ts'

export interface RowMenuInput {
  readonly members: readonly Member[]
  readonly forest: Forest | undefined
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly onChoose: PageSelection['onSelect']
  readonly chart: RefObject<TimelineHandle | null>
  /** Of the execution on the page, where it has one. */
  readonly executionArn: string | undefined
}

interface RowMenuProps extends RowMenuInput {
  readonly asked: MenuAsked
  readonly onClose: () => void
}

/** What can be done with a row or a bar. */
export default function RowMenu(props: RowMenuProps) {
  const { asked, members, onClose } = props
  const copy = useCopy()
  const id = memberIdOf(asked.key)
  const member = members.find(one => one.id === id)
  const span = member?.tree?.span(spanKeyOf(asked.key))
  if (member === undefined) return null
  const isMember = span === undefined || span.kind === 'execution'
  const name = isMember || member.tree === undefined ? memberName(member) : spanTitle(member.tree, span)
  const items = [
    ...(isMember ? [] : goItems(props, member, span)),
    ...(isMember ? [] : logItems(props, member, span)),
    ...(isMember ? [] : compareItems(props, member, span)),
    ...(span === undefined ? [] : stateItems(props, span)),
    ...(span === undefined || isMember ? [] : pinItems(props)),
    ...linkItems(props, { member, span, copy }),
    { text: 'Copy name', onSelect: () => copy(span === undefined || isMember ? name : ownName(span, name)) },
    ...consoleItems(props, member),
    { text: document.fullscreenElement === null ? 'Full screen' : 'Leave full screen', onSelect: toggleFullScreen },
  ]
  return <ContextMenu label={`Actions for ${name}`} at={asked} items={items} onClose={onClose} />
}

/** A state's own name, to look it up elsewhere; what has none is copied as it is called. */
function ownName(span: Span, title: string): string {
  return span.kind === 'stateVisit' || span.kind === 'taskAttempt' ? span.name : title
}

function goItems({ asked, chart, onChoose }: RowMenuProps, { id, tree }: Member, span: Span): readonly MenuItem[] {
  if (tree === undefined) return []
  return [
    { text: 'Fit', onSelect: () => chart.current?.fit(asked.key) },
    {
      text: 'Go to its details',
      onSelect: () => {
        onChoose({ member: id === 0 ? undefined : id, ...selectionOf(tree, span) }, 'push')
        goToDetails()
      },
    },
  ]
}

/** What it printed, where it is a task that does. */
function logItems({ onChoose, executionArn }: RowMenuProps, member: Member, span: Span): readonly MenuItem[] {
  const { id, tree } = member
  const arn = id === 0 ? executionArn : arnOf(member)
  if (tree === undefined || loggedAttempt(tree, span, arn) === undefined) return []
  const selection = { member: id === 0 ? undefined : id, ...selectionOf(tree, span) }
  return [{ text: 'Open logs', onSelect: () => onChoose(selection, 'push', { details: 'logs' }) }]
}

/** Beside what succeeded one sees what was different. */
function compareItems({ onChoose }: RowMenuProps, { id, tree }: Member, span: Span): readonly MenuItem[] {
  const healthy = tree && nearestSuccess(tree, span)
  if (tree === undefined || healthy === undefined) return []
  const { index } = healthy.iteration
  const selection = { member: id === 0 ? undefined : id, ...selectionOf(tree, span) }
  return [
    { text: `Compare with #${index}, which succeeded`, onSelect: () => onChoose(selection, 'push', { beside: index }) },
  ]
}

function stateItems({ link, navigate }: RowMenuProps, span: Span): readonly MenuItem[] {
  if (span.kind !== 'stateVisit' && span.kind !== 'taskAttempt') return []
  const { name } = span
  if (name === '') return []
  const filter = (query: string) => () => navigate({ query, queryMode: 'filter' }, 'push')
  const holdsOthers = span.kind === 'stateVisit' && (span.stateType === 'Map' || span.stateType === 'Parallel')
  const isFilter = link.queryMode === 'filter'
  return [
    { text: `Show only ${name}`, onSelect: filter(queryOfState(name)) },
    { text: `Hide ${name}`, onSelect: filter(queryHiding({ name, holdsOthers }, isFilter ? link.query : undefined)) },
  ]
}

function pinItems({ asked, link, navigate, forest }: RowMenuProps): readonly MenuItem[] {
  const { pin, patch } = pinChange(link, asked.key, forest)
  const onSelect = () => patch !== undefined && navigate(patch, 'push')
  return [{ text: pin ? 'Pin to the top' : 'Unpin', disabled: patch === undefined, onSelect }]
}

interface LinkOf {
  readonly member: Member
  readonly span: Span | undefined
  readonly copy: (text: string) => void
}

/** In an execution below the way there is part of the link. */
function linkItems({ link, forest }: RowMenuProps, { member, span, copy }: LinkOf): readonly MenuItem[] {
  const { tree, id } = member
  const way = id === 0 ? [] : forest && wayTo(forest, id)
  if (way === undefined) return []
  const selection = tree === undefined || span === undefined ? NO_SELECTION : selectionOf(tree, span)
  const within = way.length === 0 ? undefined : encodeWay(way)
  const selected = mergeLink(link, { ...selection, within })
  return [{ text: 'Copy link', onSelect: () => copy(addressOf(encodeLink(selected))) }]
}

/** Of a sample nothing is in AWS: its accounts are made up. */
function consoleItems({ executionArn, link }: RowMenuProps, member: Member): readonly MenuItem[] {
  const arn = link.ref.kind === 'sample' ? undefined : member.id === 0 ? executionArn : arnOf(member)
  const href = arn === undefined ? undefined : consoleLink(arn)
  if (href === undefined) return []
  return [{ text: 'Open in console', onSelect: () => void window.open(href, '_blank', 'noreferrer,noopener') }]
}
