import { memo, useDeferredValue, useMemo, useRef } from 'react'
import { queryOfState } from '../../analysis/query-text.ts'
import type { StateStatistics } from '../../analysis/state-statistics.ts'
import { statisticsAcrossSteps } from '../../analysis/state-statistics-across.ts'
import { stateTypeIcon } from '../../chart/icons.tsx'
import type { Forest } from '../../forest/forest.ts'
import type { Member } from '../../forest/member.ts'
import { Icon } from '../../kit/icons.tsx'
import { SearchField } from '../../kit/search-field.tsx'
import { sliced, useSliced } from '../../kit/sliced.ts'
import { SpacerRow } from '../../kit/spacer-row.tsx'
import { useRowsInSight } from '../../kit/use-rows-in-sight.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { LinkPatch } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { formatCount } from '../../words/format-count.ts'
import { statisticsOf } from '../analyses/analyses.ts'
import { ReadOf } from '../answers/read-of.tsx'
import { useDraft } from '../parts/use-draft.ts'
import { type Column, columnsOf, type StatesBefore, type StatesBelowBefore } from './columns.ts'
import { Histogram } from './histogram.tsx'
import { type ByMachine, byMachine, MachineChoice, type OfMachine } from './machine-choice.tsx'
import { type Sort, sortCode, sortOf } from './sort-code.ts'
import '../parts/so-far.css'
import '../parts/blocks.css'
import './states.css'

/** Until one is measured: a histogram of 18 px, 4 px around it, a border, a gap. */
const ROW_HEIGHT_PX = 29
/** Named one by one; a definition of a megabyte holds thousands. */
const MOST_MISSED = 100

const NOT_YET = { states: [], complete: true } as const

interface StatesTabProps {
  readonly tree: ExecutionTree
  readonly members: readonly Member[]
  readonly forest: Forest | undefined
  readonly link: ViewLink
  readonly navigate: (patch: LinkPatch, how: 'push' | 'replace') => void
  /** Of the run that this one is held against. */
  readonly before: StatesBefore | undefined
  /** The same of each state machine below, of which so many executions are compared; undefined where none can be. */
  readonly beforeBelow: ReadonlyMap<string, StatesBelowBefore> | undefined
  /** The definition's states that are not among those visited; none where there is no definition. */
  readonly neverReached: (visited: ReadonlySet<string>) => readonly string[]
}

/** Per state: how often, how long, how badly. A click on a name filters the chart by it. */
export function StatesTab({
  tree,
  members,
  forest,
  link,
  navigate,
  before,
  beforeBelow,
  neverReached,
}: StatesTabProps) {
  const setSort = (chosen: Sort | undefined) => navigate({ stateSort: sortCode(chosen) }, 'push')
  const [wanted, setWanted] = useDraft(link.stateText ?? '', text =>
    navigate({ stateText: text === '' ? undefined : text }, 'replace'),
  )
  const { stateMachine: machine } = link
  const setMachine = (chosen: string | undefined) => navigate({ stateMachine: chosen }, 'push')
  const below = useByMachine(members)
  const chosen = machine === undefined ? undefined : below.get(machine)
  const own = useSliced(statisticsOf, chosen === undefined ? tree : undefined)
  const across = useSliced(statisticsOfMachine, chosen)
  // Until they are worked out, those of the machine chosen before stand there no longer.
  const statistics = chosen === undefined ? own : across?.machine === chosen.machine ? across : undefined
  const against = chosen === undefined ? before : comparedAlike(beforeBelow, chosen)
  const columns = useMemo(() => columnsOf(against), [against])
  const sort = useMemo(() => sortOf(link.stateSort, columns), [link.stateSort, columns])
  const { states, complete } = statistics ?? NOT_YET
  // What is typed shows at once, what it finds among thousands follows.
  const asked = useDeferredValue(wanted)
  const texts = useMemo(() => states.map(state => `${state.path} ${state.stateType}`.toLowerCase()), [states])
  const found = useMemo(() => matching(states, texts, asked), [states, texts, asked])
  const shown = useMemo(() => sorted(found, sort), [found, sort])
  const missed = useMemo(() => neverReached(new Set(states.map(state => state.name))), [states, neverReached])
  const { container, from, to, beforePx, afterPx, whiteSpace } = useRowsInSight<HTMLTableSectionElement>(
    shown.length,
    ROW_HEIGHT_PX,
  )
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be reachable by keyboard
    <section className="sfn-states" aria-label="States" tabIndex={0}>
      <div className="sfn-states-tools">
        <SearchField label="State or type" value={wanted} onText={setWanted} />
        <MachineChoice below={below} chosen={chosen?.machine} onChoose={setMachine} />
        <span role="status">
          {statistics === undefined
            ? 'Counting…'
            : `${formatCount(shown.length)} of ${formatCount(states.length)} states`}
        </span>
        {!complete && <span className="sfn-muted">Not all events are loaded yet: these figures still grow.</span>}
      </div>
      <ReadOf forest={forest} />
      {machine !== undefined && chosen === undefined && (
        <p className="sfn-so-far">No execution of {machine} is read: these are the states of this execution.</p>
      )}
      {chosen !== undefined && beforeBelow !== undefined && against === undefined && (
        <p className="sfn-so-far">
          Not held against the other run: {formatCount(beforeBelow.get(chosen.machine)?.compared ?? 0)} of these{' '}
          {formatCount(chosen.trees.length)} executions have a partner there that is read.
        </p>
      )}
      {statistics !== undefined && chosen === undefined && missed.length > 0 && (
        <p className="sfn-states-missed">
          {complete ? 'Never reached' : 'Not reached so far'}: {missedWords(missed)}
        </p>
      )}
      {statistics !== undefined && against !== undefined && <OnlyThen states={states} before={against} />}
      <table className="sfn-table" aria-rowcount={shown.length + 1}>
        <Head columns={columns} sort={sort} onSort={setSort} />
        <tbody ref={container} style={{ whiteSpace }}>
          <SpacerRow heightPx={beforePx} columns={columns.length + 2} />
          {shown.slice(from, to).map(state => (
            <StateRow
              key={state.path}
              state={state}
              columns={columns}
              isTree={sort === undefined && asked.trim() === ''}
              machine={chosen?.machine}
              navigate={navigate}
            />
          ))}
          <SpacerRow heightPx={afterPx} columns={columns.length + 2} />
        </tbody>
      </table>
    </section>
  )
}

/** Of some of a machine's executions alone the figures of the other run are not those of all that are read in this one. */
function comparedAlike(
  below: ReadonlyMap<string, StatesBelowBefore> | undefined,
  { machine, trees }: OfMachine,
): StatesBefore | undefined {
  const found = below?.get(machine)
  return found?.compared === trees.length ? found.before : undefined
}

/** What the other run came to and this one did not has no row here. */
function OnlyThen({ states, before }: { readonly states: readonly StateStatistics[]; readonly before: StatesBefore }) {
  const here = new Set(states.map(({ path }) => path))
  const missing = [...before.totals.keys()].filter(path => !here.has(path))
  if (missing.length === 0) return null
  const where = before.kind === 'run' ? 'Only in the other run' : 'Only in runs before'
  return (
    <p className="sfn-states-missed">
      {where}: {missedWords(missing)}
    </p>
  )
}

/** The states of a machine over all its executions, worked out between frames: they may be hundreds. */
const statisticsOfMachine = sliced(function* ({ machine, trees }: OfMachine) {
  return { machine, ...(yield* statisticsAcrossSteps(trees)) }
})

function useByMachine(members: readonly Member[]): ByMachine {
  const last = useRef<ByMachine>(undefined)
  return useMemo(() => (last.current = byMachine(members, last.current)), [members])
}

function missedWords(missed: readonly string[]): string {
  const more = missed.length - MOST_MISSED
  return missed.slice(0, MOST_MISSED).join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '')
}

function matching(
  states: readonly StateStatistics[],
  texts: readonly string[],
  text: string,
): readonly StateStatistics[] {
  const wanted = text.trim().toLowerCase()
  return wanted === '' ? states : states.filter((_, at) => texts[at]?.includes(wanted))
}

function sorted(states: readonly StateStatistics[], sort: Sort | undefined): readonly StateStatistics[] {
  if (sort === undefined) return states
  const { column, ascending } = sort
  return states.toSorted((a, b) => (column.value(a) - column.value(b)) * (ascending ? 1 : -1))
}

interface HeadProps {
  readonly columns: readonly Column[]
  readonly sort: Sort | undefined
  readonly onSort: (sort: Sort | undefined) => void
}

/** The first click on a column puts the largest first, the second the smallest; the first column is the order of the run. */
function Head({ columns, sort, onSort }: HeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col" aria-sort={sort === undefined ? 'ascending' : 'none'}>
          <button type="button" className="sfn-column-sort" onClick={() => onSort(undefined)}>
            State
          </button>
        </th>
        {columns.map(column => {
          const own = sort?.column === column ? sort : undefined
          return (
            <th
              key={column.text}
              scope="col"
              className="sfn-number"
              title={column.title}
              aria-sort={own === undefined ? 'none' : own.ascending ? 'ascending' : 'descending'}
            >
              <button
                type="button"
                className="sfn-column-sort"
                onClick={() => onSort({ column, ascending: own !== undefined && !own.ascending })}
              >
                {column.text}
                {own !== undefined && (own.ascending ? ' ↑' : ' ↓')}
              </button>
            </th>
          )
        })}
        <th scope="col" title="How many visits took how long: from 1 ms at the left to a day at the right">
          Durations
        </th>
      </tr>
    </thead>
  )
}

interface StateRowProps {
  readonly state: StateStatistics
  readonly columns: readonly Column[]
  /** Listed as they contain one another. */
  readonly isTree: boolean
  /** A state machine below; undefined for the execution on the page. */
  readonly machine: string | undefined
  readonly navigate: StatesTabProps['navigate']
}

/** Kept as it is while others come and go. */
const StateRow = memo(function StateRow({ state, columns, isTree, machine, navigate }: StateRowProps) {
  return (
    <tr>
      <td title={state.path} style={{ paddingLeft: 6 + (isTree ? state.depth * 16 : 0) }}>
        <span className="sfn-muted">
          <Icon name={stateTypeIcon(state.stateType)} size={14} />
        </span>{' '}
        <button
          type="button"
          className="sfn-cell-button"
          title={`Show only ${state.name} in the chart`}
          onClick={() => navigate(patchFor(state, machine), 'push')}
        >
          {isTree ? state.name : state.path}
        </button>
      </td>
      {columns.map(({ text, show, value }) => (
        <td key={text} className={value(state) === 0 ? 'sfn-number sfn-nil' : 'sfn-number'}>
          {show(state)}
        </td>
      ))}
      <td>
        <Histogram counts={state.histogram} />
      </td>
    </tr>
  )
})

/** Only its visits, wherever they lie: of a state machine below, in all its executions that are read. */
function patchFor({ name }: StateStatistics, machine: string | undefined): LinkPatch {
  return { query: queryOfState(name, machine), queryMode: 'filter', tab: undefined }
}
