import { type FormEvent, useState } from 'react'
import type { Span } from '../model/span.ts'
import type { FanOutView } from '../timeline/chart-types.ts'
import { packs } from '../timeline/fan-out.ts'
import type { RowContext } from '../timeline/row-text.ts'
import { spanName } from '../words/span-names.ts'
import type { TreeActions } from './tree-actions.ts'
import './fan-out-control.css'

const SORTS: Readonly<Record<FanOutView['sort'], string>> = {
  index: 'Index',
  start: 'Start',
  duration: 'Slowest',
  retries: 'Most retries',
  failedFirst: 'Failed first',
}

const SHOWS: Readonly<Record<FanOutView['show'], string>> = {
  all: 'All',
  failed: 'Only failed',
  running: 'Only running',
  slowest: 'The slowest',
}

interface ControlProps {
  readonly container: Span
  readonly context: RowContext
  readonly actions: TreeActions
  readonly focusable: boolean
}

/** How the children of a container are listed, in one line over tree and time area. */
export function FanOutControl({ container, context, actions, focusable }: ControlProps) {
  const view = actions.fanOutView(container)
  const tabIndex = focusable ? 0 : -1
  const change = (patch: Partial<FanOutView>) => actions.changeFanOut(container, patch)
  const name = spanName(context.tree, container)
  // What a child of a Map Run tried again is in its own history.
  const sorts = container.kind === 'mapRun' ? SORTS_OF_CHILDREN : typedKeys(SORTS)
  const sort = (chosen: FanOutView['sort']) => change({ sort: chosen, lanes: false })
  return (
    <div className="chart-control" onClick={event => event.stopPropagation()}>
      {packs(container) && (
        <div role="group" aria-label={`Show ${name} as`} className="chart-segments">
          <Segment text="Lanes" on={view.lanes} tabIndex={tabIndex} onPress={() => change({ lanes: true })} />
          <Segment text="Rows" on={!view.lanes} tabIndex={tabIndex} onPress={() => change({ lanes: false })} />
        </div>
      )}
      <div role="group" aria-label={`Sort ${name}`} className="chart-segments chart-control-wide">
        {sorts.map(key => (
          <Segment
            key={key}
            text={wordOf(container, key)}
            on={!view.lanes && view.sort === key}
            tabIndex={tabIndex}
            onPress={() => sort(key)}
          />
        ))}
      </div>
      <select
        className="chart-control-narrow"
        aria-label={`Sort ${name}`}
        tabIndex={tabIndex}
        value={view.sort}
        onChange={event => sort(sorts.find(key => key === event.target.value) ?? view.sort)}
      >
        {sorts.map(key => (
          <option key={key} value={key}>
            {wordOf(container, key)}
          </option>
        ))}
      </select>
      <select
        aria-label={`Which of ${name} are shown`}
        tabIndex={tabIndex}
        value={view.show}
        onChange={event => change({ show: typedKeys(SHOWS).find(key => key === event.target.value) ?? 'all' })}
      >
        {typedKeys(SHOWS).map(key => (
          <option key={key} value={key}>
            {SHOWS[key]}
          </option>
        ))}
      </select>
      <GoTo container={container} actions={actions} tabIndex={tabIndex} />
    </div>
  )
}

/** Children of a Map Run have names in place of an index. */
function wordOf(container: Span, sort: FanOutView['sort']): string {
  return sort === 'index' && container.kind === 'mapRun' ? 'Name' : SORTS[sort]
}

const SORTS_OF_CHILDREN: readonly FanOutView['sort'][] = ['index', 'start', 'duration', 'failedFirst']

interface SegmentProps {
  readonly text: string
  readonly on: boolean
  readonly tabIndex: number
  readonly onPress: () => void
}

function Segment({ text, on, tabIndex, onPress }: SegmentProps) {
  return (
    <button type="button" aria-pressed={on} tabIndex={tabIndex} onClick={onPress}>
      {text}
    </button>
  )
}

type GoToProps = Pick<ControlProps, 'container' | 'actions'> & { readonly tabIndex: number }

/** Goes to an iteration by its index, to a child of a Map Run by its name. */
function GoTo({ container, actions, tabIndex }: GoToProps) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const byName = container.kind === 'mapRun'
  const words = byName ? 'Go to child' : 'Go to index'
  if (!byName && !packs(container)) return null
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (byName) setProblem(PROBLEMS_OF_CHILDREN[actions.jumpToChild(container, text.trim())])
    else setProblem(PROBLEMS[actions.jumpToIndex(container, Number(text))])
  }
  return (
    <form className="chart-control-go" onSubmit={onSubmit}>
      <label>
        <span className="chart-control-go-words">{words} </span>
        <input
          aria-label={words}
          type={byName ? 'text' : 'number'}
          min={0}
          required
          tabIndex={tabIndex}
          placeholder={byName ? 'Name or ARN' : '#'}
          value={text}
          onChange={event => {
            setText(event.target.value)
            setProblem(undefined)
          }}
          aria-invalid={problem !== undefined}
        />
      </label>
      <button type="submit" className="chart-text-button" tabIndex={tabIndex}>
        Go
      </button>
      {problem !== undefined && <span role="alert">{problem}</span>}
    </form>
  )
}

const PROBLEMS = {
  found: undefined,
  missing: 'No iteration with this index is loaded.',
  filtered: 'The filter hides this iteration.',
} as const

const PROBLEMS_OF_CHILDREN = {
  found: undefined,
  missing: 'No child of this name is listed.',
  filtered: 'The filter hides this child.',
} as const

function typedKeys<T extends string>(words: Readonly<Record<T, string>>): readonly T[] {
  const isKey = (key: string): key is T => Object.hasOwn(words, key)
  return Object.keys(words).filter(isKey)
}
