import { type RefObject, useMemo } from 'react'
import { nearestSuccess } from '../../analysis/healthy-sibling.ts'
import { CHART_COMMANDS } from '../../chart/keys.ts'
import type { TimelineHandle } from '../../chart/timeline-props.ts'
import { focusWhenThere } from '../../kit/focus-when-there.ts'
import { useSliced } from '../../kit/sliced.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { selectedSpan, selectionAt, selectionOf } from '../../model/selection.ts'
import type { LinkPatch, Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { encodeLink, mergeLink } from '../../state/view-link-codec.ts'
import { pathWords } from '../../words/places.ts'
import { commandEntry } from '../palette/command-entry.ts'
import { type HistoryEntries, neverReachedEntries } from '../palette/history-entries.ts'
import { historyEntriesOf } from '../palette/history-index.ts'
import PagePalette, { type OpenPalette } from '../palette/page-palette.tsx'
import type { PaletteEntry, PaletteTarget } from '../palette/palette-entry.ts'
import type { NumberedEvents } from '../palette/typed-entries.ts'
import type { DefinitionAnswers } from './definition-answers.ts'
import type { EventsSubject } from './events-subject.ts'
import { toggleFullScreen } from './full-screen.ts'
import { goToRegion } from './go-to-region.ts'
import { REGIONS, regionKeys } from './regions.ts'
import type { CauseBelow } from './use-cause-below.ts'
import type { PageSelection } from './use-selection.ts'

interface ExecutionPaletteProps {
  readonly palette: OpenPalette
  /** Undefined before the first page is here. */
  readonly tree: ExecutionTree | undefined
  /** Whose events are listed where events are. */
  readonly events: EventsSubject
  readonly answers: DefinitionAnswers
  readonly cause: CauseBelow | undefined
  readonly link: ViewLink
  readonly navigate: Navigate
  readonly onChoose: PageSelection['onSelect']
  readonly chart: RefObject<TimelineHandle | null>
}

/** The palette with all that the history on the page holds. */
export default function ExecutionPalette(props: ExecutionPaletteProps) {
  const { tree } = props
  const commands = useCommands(props)
  const palette = { ...props.palette, commands }
  if (tree === undefined) return <PagePalette {...palette} />
  return <OfHistory {...props} tree={tree} palette={palette} />
}

const NOTHING: HistoryEntries = { entries: [], standOut: [] }

function OfHistory(props: ExecutionPaletteProps & { readonly tree: ExecutionTree }) {
  const { tree, events, answers, cause, link, navigate, onChoose, palette } = props
  const { definition } = answers
  const history = useSliced(historyEntriesOf(definition), tree) ?? NOTHING
  const compared = useMemo(() => compareEntries({ tree, link, cause, onChoose }), [tree, link, cause, onChoose])
  const entries = useMemo(
    () => [...compared, ...history.entries, ...unreachedEntries(history, answers, navigate)],
    [compared, history, answers, navigate],
  )
  const first = useMemo(() => [...causeEntries(cause), ...compared, ...history.standOut], [cause, compared, history])
  const onGo = (target: PaletteTarget): boolean => {
    const patch = patchOf(tree, target, link)
    if (patch === undefined) return false
    const { event, span, ...also } = patch
    const member = target.kind === 'event' ? target.member : undefined
    if (target.kind === 'query') navigate(patch, 'push')
    else onChoose({ event, span, member }, 'push', also)
    return true
  }
  const hashOf = (target: PaletteTarget): string | undefined => {
    if (target.kind === 'event' && target.member !== undefined) return undefined
    const patch = patchOf(tree, target, link)
    return patch === undefined ? undefined : encodeLink(mergeLink(link, patch))
  }
  const numbered = link.tab === 'events' ? numberedIn(events) : undefined
  return <PagePalette {...palette} {...{ tree, numbered, entries, first, onGo, hashOf }} />
}

/** Where the events of an execution below are listed, numbers are theirs. */
function numberedIn({ member, whose, tree }: EventsSubject): NumberedEvents | undefined {
  return tree === undefined || whose === undefined ? undefined : { tree, below: { member, whose } }
}

/** What of the link shows a target; undefined for one that does not lie in the history. */
function patchOf(tree: ExecutionTree, target: PaletteTarget, { tab }: ViewLink): LinkPatch | undefined {
  const shown = tab === 'events' ? {} : { tab: undefined }
  switch (target.kind) {
    case 'event':
      return { ...selectionAt(target.eventId), ...shown }
    case 'span': {
      const span = tree.span(target.key)
      return span && { ...selectionOf(tree, span), tab: undefined }
    }
    case 'query':
      return { query: target.query, queryMode: target.filters ? 'filter' : undefined, ...shown }
    default:
      return undefined
  }
}

function unreachedEntries(
  { entries }: HistoryEntries,
  { neverReached }: DefinitionAnswers,
  navigate: Navigate,
): readonly PaletteEntry[] {
  const visited = new Set(entries.filter(({ group }) => group === 'states').map(({ title }) => title))
  return neverReachedEntries(neverReached(visited), () => navigate({ tab: 'states' }, 'push'))
}

function causeEntries(cause: CauseBelow | undefined): readonly PaletteEntry[] {
  if (cause === undefined) return []
  const { what, error, firstLine, eventId } = cause.story
  return [
    {
      ...{ id: 'cause', group: 'errors', icon: 'alert', outcome: 'failed', title: error ?? what },
      note: [error === undefined ? undefined : what, firstLine].filter(part => part !== undefined).join(' · '),
      figure: 'Show',
      target: { kind: 'command', run: () => cause.show(eventId) },
    },
  ]
}

type CompareInput = Pick<ExecutionPaletteProps, 'tree' | 'link' | 'cause' | 'onChoose'>

/** What is selected, else what the execution ended by, beside the same where it succeeded: one sees what was different. */
function compareEntries({ tree, link, cause, onChoose }: CompareInput): readonly PaletteEntry[] {
  const place = link.event === undefined && link.span === undefined ? cause?.place() : link
  const span = tree === undefined || place?.within !== undefined ? undefined : selectedSpan(tree, place ?? {})
  const healthy = tree && span && nearestSuccess(tree, span)
  if (tree === undefined || span === undefined || healthy === undefined) return []
  const { index } = healthy.iteration
  const compare = () => onChoose(selectionOf(tree, span), 'push', { beside: index, tab: undefined })
  const entry = commandEntry(`Compare with #${index}, which succeeded`, compare, { note: pathWords(tree, span) })
  return [{ ...entry, group: 'compare' }]
}

function useCommands({ palette, link, navigate, chart }: ExecutionPaletteProps): readonly PaletteEntry[] {
  const isTimeline = link.tab === undefined || link.tab === 'timeline'
  const { commands } = palette
  return useMemo(() => {
    const regions = REGIONS.map(region =>
      commandEntry(region.does, () => goToRegion(region, navigate), { keys: [regionKeys(region)] }),
    )
    const ofChart = CHART_COMMANDS.filter(({ command }) => command !== 'help').map(({ command, does, shown }) =>
      commandEntry(does, () => chart.current?.run(command), { keys: shown.slice(0, 1) }),
    )
    return [
      ...regions,
      commandEntry('Go to the query box', () => focusWhenThere(QUERY_BOX), { keys: ['/'] }),
      ...(isTimeline ? ofChart : []),
      ...viewCommands(navigate),
      ...commands,
    ]
  }, [commands, isTimeline, navigate, chart])
}

const QUERY_BOX = '[role="combobox"][aria-label^="Search states"]'

/** How the page shows what it shows. */
function viewCommands(navigate: Navigate): readonly PaletteEntry[] {
  const show = (title: string, patch: LinkPatch) => commandEntry(title, () => navigate(patch, 'push'))
  return [
    show('Show the critical path', { criticalPath: true, tab: undefined }),
    show('Hide the critical path', { criticalPath: undefined }),
    show('Fold idle time', { folds: true, tab: undefined }),
    show('Unfold idle time', { folds: false, tab: undefined }),
    show('Colour by outcome', { colouredBy: undefined, tab: undefined }),
    show('Colour by state', { colouredBy: 'state', tab: undefined }),
    show('Colour by error', { colouredBy: 'error', tab: undefined }),
    show('Times from the start', { timeMode: 'relative' }),
    show('Times in UTC', { timeMode: 'utc' }),
    show('Times of this place', { timeMode: 'local' }),
    commandEntry('Full screen', toggleFullScreen, { icon: 'fit' }),
    show('Clear the query', { query: undefined, queryMode: undefined }),
  ]
}
