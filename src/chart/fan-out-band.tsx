import { type FormEvent, type MouseEvent, useId, useState } from 'react'
import { fanOutCounts } from '../analysis/fan-out-counts.ts'
import { Popover } from '../kit/popover.tsx'
import type { Span } from '../model/span.ts'
import type { FanOutView } from '../timeline/chart-types.ts'
import { silhouetteOf } from '../timeline/silhouette.ts'
import { toleranceOf } from '../timeline/tolerance.ts'
import { formatCount } from '../words/format-count.ts'
import { spanName } from '../words/span-names.ts'
import { childrenText } from './member-text.ts'
import { type RowContext, runsForSure } from './row-text.ts'
import type { TreeActions } from './tree-actions.ts'
import './fan-out-band.css'

const SORTS: Readonly<Record<FanOutView['sort'], string>> = {
  failedFirst: 'failed first',
  index: 'index',
  start: 'start',
  duration: 'duration, longest first',
}

/** Children of a Map Run have names in place of an index. */
function sortsOf(container: Span): typeof SORTS {
  return container.kind === 'mapRun' ? { ...SORTS, index: 'name' } : SORTS
}

const SHOWS: Readonly<Record<FanOutView['show'], string>> = {
  all: 'all',
  failed: 'only failed',
  running: 'only running',
  slowest: 'the slowest',
}

/** What a band says of its fan-out: `1,000 iterations · peak 40 · 12 failed`, `4 items in 3 rounds · 1 failed in the last`. */
export function bandText(
  container: Span,
  { tree, trees, arriving }: Pick<RowContext, 'tree' | 'trees' | 'arriving'>,
): string {
  const graft = container.kind === 'mapRun' ? trees.forest?.graft(container.key) : undefined
  if (graft?.kind === 'mapRun') return childrenText(graft)
  const { total, rounds, failed, running } = fanOutCounts(tree, container)
  const branches = container.kind === 'stateVisit' && container.stateType === 'Parallel'
  const again = rounds > 1
  const noun = branches ? 'branch' : again ? 'item' : 'iteration'
  const nouns = total === 1 ? noun : branches ? 'branches' : `${noun}s`
  const parts = [`${formatCount(total)} ${nouns}${again ? ` in ${rounds} rounds` : ''}`]
  if (total > 1) parts.push(`peak ${formatCount(silhouetteOf(tree, container.key).peak)}`)
  if (running > 0) parts.push(`${formatCount(running)} ${runsForSure(tree, arriving) ? 'running' : 'still loading'}`)
  if (failed > 0) parts.push(`${formatCount(failed)} failed${again ? ' in the last' : ''}`)
  return parts.join(' · ')
}

function isParallel(container: Span): boolean {
  return container.kind === 'stateVisit' && container.stateType === 'Parallel'
}

interface BandControlsProps {
  readonly container: Span
  readonly context: RowContext
  readonly actions: TreeActions
  readonly focusable: boolean
}

interface BandOpenerProps {
  readonly container: Span
  readonly focusable: boolean
  readonly onOpen: () => void
}

/** How much of what a Map Run tolerates is used up: the words beside it say the same. */
export function ToleranceGauge({ container, context }: Pick<BandControlsProps, 'container' | 'context'>) {
  const graft = container.kind === 'mapRun' ? context.trees.forest?.graft(container.key) : undefined
  const run = graft?.kind === 'mapRun' ? graft.run : undefined
  const tolerance = run === undefined ? undefined : toleranceOf(run)
  if (tolerance === undefined) return null
  const { used, allowed } = tolerance
  const share = used > allowed ? 1 : used / Math.max(1, allowed)
  return (
    <span
      className={used > allowed ? 'chart-tolerance chart-tolerance--over' : 'chart-tolerance'}
      title={`${formatCount(used)} of ${formatCount(allowed)} tolerated failures used`}
      aria-hidden="true"
    >
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}

/** Under a closed band: lists its children. */
export function BandOpener({ container, focusable, onOpen }: BandOpenerProps) {
  const nouns = container.kind === 'mapRun' ? 'children' : isParallel(container) ? 'branches' : 'iterations'
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation()
    onOpen()
  }
  return (
    <div className="chart-band-controls">
      <button type="button" className="chart-text-button" tabIndex={focusable ? 0 : -1} onClick={onClick}>
        Show {nouns}
      </button>
    </div>
  )
}

/** How the children are listed, in words; a click opens the choices. */
export function BandControls({ container, context, actions, focusable }: BandControlsProps) {
  const view = actions.fanOutView(container)
  // In a lane stands what is first to start, whatever the sorting.
  const order = view.lanes ? 'lanes' : sortsOf(container)[view.sort]
  const words = view.show === 'all' ? order : `${SHOWS[view.show]}, ${order}`
  return (
    <div className="chart-band-controls" onClick={event => event.stopPropagation()}>
      <span>{view.lanes ? 'Packed in ' : 'Sorted by '}</span>
      <Popover
        role="dialog"
        label={`Rows of ${spanName(context.tree, container)}`}
        button={{ className: 'chart-text-button', content: words, tabIndex: focusable ? 0 : -1 }}
      >
        <FanOutForm title={`Rows of ${spanName(context.tree, container)}`} container={container} actions={actions} />
      </Popover>
    </div>
  )
}

function FanOutForm({ title, container, actions }: FanOutFormProps) {
  const [view, setView] = useState(() => actions.fanOutView(container))
  const change = (patch: Partial<FanOutView>): void => {
    setView({ ...view, ...patch })
    actions.changeFanOut(container, patch)
  }
  return (
    <div className="chart-fan-out-form">
      <h3>{title}</h3>
      <Choices legend="Sort by" words={sortsOf(container)} chosen={view.sort} onChoose={sort => change({ sort })} />
      <Choices legend="Show" words={SHOWS} chosen={view.show} onChoose={show => change({ show })} />
      <label>
        Rows at once{' '}
        <select value={view.limit} onChange={event => change({ limit: Number(event.target.value) })}>
          {[...new Set([10, 25, 100, 500, 2000, view.limit])]
            .sort((a, b) => a - b)
            .map(limit => (
              <option key={limit} value={limit}>
                {formatCount(limit)}
              </option>
            ))}
        </select>
      </label>
      <label>
        <input type="checkbox" checked={view.lanes} onChange={event => change({ lanes: event.target.checked })} />{' '}
        Packed lanes
      </label>
      {container.kind === 'mapRun' ? (
        <JumpToName container={container} actions={actions} />
      ) : (
        <JumpToIndex container={container} actions={actions} />
      )}
    </div>
  )
}

type FanOutFormProps = Pick<BandControlsProps, 'container' | 'actions'> & { readonly title: string }

interface ChoicesProps<T extends string> {
  readonly legend: string
  readonly words: Readonly<Record<T, string>>
  readonly chosen: T
  readonly onChoose: (value: T) => void
}

function Choices<T extends string>({ legend, words, chosen, onChoose }: ChoicesProps<T>) {
  const name = useId()
  return (
    <fieldset>
      <legend>{legend}</legend>
      {typedKeys(words).map(value => (
        <label key={value}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} /> {words[value]}
        </label>
      ))}
    </fieldset>
  )
}

function typedKeys<T extends string>(words: Readonly<Record<T, string>>): readonly T[] {
  const isKey = (key: string): key is T => Object.hasOwn(words, key)
  return Object.keys(words).filter(isKey)
}

function JumpToIndex({ container, actions }: Pick<BandControlsProps, 'container' | 'actions'>) {
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<'found' | 'missing' | 'filtered'>('found')
  if (isParallel(container)) return null
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    setOutcome(actions.jumpToIndex(container, Number(text)))
  }
  return (
    <form onSubmit={onSubmit}>
      <label>
        Go to index{' '}
        <input
          type="number"
          min={0}
          required
          value={text}
          onChange={event => setText(event.target.value)}
          aria-invalid={outcome !== 'found'}
        />
      </label>{' '}
      <button type="submit" className="chart-button">
        Go
      </button>
      {outcome === 'missing' && <p role="alert">No iteration with this index is loaded.</p>}
      {outcome === 'filtered' && <p role="alert">The filter hides this iteration.</p>}
    </form>
  )
}

function JumpToName({ container, actions }: Pick<BandControlsProps, 'container' | 'actions'>) {
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    setMissing(!actions.jumpToChild(container, text.trim()))
  }
  return (
    <form onSubmit={onSubmit}>
      <label>
        Go to child{' '}
        <input
          type="text"
          required
          value={text}
          placeholder="Name or ARN"
          onChange={event => setText(event.target.value)}
          aria-invalid={missing}
        />
      </label>{' '}
      <button type="submit" className="chart-button">
        Go
      </button>
      {missing && <p role="alert">No child of this name is listed.</p>}
    </form>
  )
}
