import { useMemo, useState } from 'react'
import type { PathStepAcross } from '../../analysis/critical-path-across.ts'
import type { PathShareAcross } from '../../analysis/critical-path-shares.ts'
import { spanKeyOf } from '../../forest/keys.ts'
import { Switch } from '../../kit/controls.tsx'
import { Icon } from '../../kit/icons.tsx'
import { VirtualRows } from '../../kit/virtual-rows.tsx'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import type { SpanKey } from '../../model/span.ts'
import { formatCount } from '../../words/format-count.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { memberWords } from '../../words/member-names.ts'
import { placeOf } from '../../words/places.ts'
import { type PathOfForest, pathOfForest } from '../analyses/path-of-forest.ts'
import { type AnswerScope, selectKey } from './answer-scope.ts'
import { ReadOf } from './read-of.tsx'
import { shareWords } from './share-words.ts'
import { SoFar } from './so-far.tsx'
import { useSavings } from './use-savings.ts'

interface CriticalPathViewProps {
  readonly scope: AnswerScope
  readonly drawn: boolean
  readonly onDrawn: (on: boolean) => void
}

/** What the run was waiting for at every moment: by state, and step by step. */
export function CriticalPathView({ scope, drawn, onDrawn }: CriticalPathViewProps) {
  const { tree, forest } = scope
  const path = pathOfForest(tree, forest)
  const [at, setAt] = useState<number>()
  const go = (to: number) => {
    const step = path.steps[(to + path.steps.length) % path.steps.length]
    if (step === undefined) return
    setAt(path.steps.indexOf(step))
    selectKey(scope, step.member, spanKeyOf(step.key))
  }
  return (
    <div className="sfn-columns">
      <section aria-label="Critical path by state">
        <header className="sfn-block-head">
          <h2>By state</h2>
          <Switch label="Draw on the chart" on={drawn} onChange={onDrawn} />
        </header>
        <SoFar complete={path.complete} />
        <ReadOf forest={forest} />
        <Shares tree={tree} shares={path.shares} />
      </section>
      <section aria-label="Steps of the critical path" className="sfn-segments-column">
        <header className="sfn-block-head">
          <h2>
            {at === undefined
              ? `${formatCount(path.steps.length)} ${path.steps.length === 1 ? 'step' : 'steps'}`
              : `Step ${formatCount(at + 1)} of ${formatCount(path.steps.length)}`}
          </h2>
          <span>
            <button
              type="button"
              className="sfn-icon-button"
              aria-label="Previous step"
              disabled={path.steps.length === 0}
              onClick={() => go((at ?? 0) - 1)}
            >
              <Icon name="up" size={14} />
            </button>
            <button
              type="button"
              className="sfn-icon-button"
              aria-label="Next step"
              disabled={path.steps.length === 0}
              onClick={() => go(at === undefined ? 0 : at + 1)}
            >
              <Icon name="down" size={14} />
            </button>
          </span>
        </header>
        <StepRows scope={scope} path={path} at={at} onGo={go} />
      </section>
    </div>
  )
}

const SHARES_SHOWN = 30

function Shares({ tree, shares }: { readonly tree: ExecutionTree; readonly shares: readonly PathShareAcross[] }) {
  const shown = useMemo(() => shares.slice(0, SHARES_SHOWN), [shares])
  // How much shorter the run would be is told of its own states: children that were not read would take a hand in the others.
  const paths = useMemo(
    () => shown.flatMap(({ path, machine }) => (path !== '' && machine === undefined ? [path] : [])),
    [shown],
  )
  const savings = useSavings(tree, paths)
  return (
    <table className="sfn-table">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col" className="sfn-number">
            On the path
          </th>
          <th scope="col" className="sfn-number">
            Share
          </th>
          <th
            scope="col"
            className="sfn-number"
            title="How much shorter the run would be if this state took no time at all"
          >
            If it took 0 s
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ path, machine, ms, share }) => (
          <tr key={`${machine} ${path}`}>
            <td className="sfn-path-cell" title={path}>
              {path === '' ? 'Between states' : path}
              {machine !== undefined && <span className="sfn-muted"> in {machine}</span>}
            </td>
            <td className="sfn-number">{formatDuration(ms)}</td>
            <td className="sfn-number">{shareWords(share)}</td>
            <td className="sfn-number">{machine === undefined ? savedWords(savings.get(path)) : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function savedWords(savedMs: number | undefined): string {
  if (savedMs === undefined) return ''
  return savedMs < 1 ? 'no shorter' : `${formatDuration(savedMs)} shorter`
}

const ROW_PX = 24

interface StepRowsProps {
  readonly scope: AnswerScope
  readonly path: PathOfForest
  readonly at: number | undefined
  readonly onGo: (at: number) => void
}

function StepRows({ scope, path, at, onGo }: StepRowsProps) {
  return (
    <VirtualRows
      className="sfn-steps"
      count={path.steps.length}
      rowHeightPx={ROW_PX}
      scroller={{ role: 'list', 'aria-label': 'Steps' }}
      renderRow={(row, style) => {
        const step = path.steps[row]
        if (step === undefined) return null
        const words = stepWords(scope, step)
        return (
          <div key={row} role="listitem" className="sfn-step" style={style} aria-current={row === at}>
            <button type="button" className="sfn-cell-button" title={words} onClick={() => onGo(row)}>
              {words}
            </button>
            <span>{formatDuration(step.to - step.from)}</span>
            <span className="sfn-muted">{shareWords((step.to - step.from) / Math.max(1, path.totalMs))}</span>
          </div>
        )
      }}
    />
  )
}

function stepWords({ tree, members }: AnswerScope, { key, member: id }: PathStepAcross): string {
  const member = id === 0 ? undefined : members.find(one => one.id === id)
  const own = ownWords(member?.tree ?? tree, spanKeyOf(key))
  return member === undefined ? own : `${memberWords(member)} › ${own}`
}

function ownWords(tree: ExecutionTree, key: SpanKey): string {
  const span = tree.span(key)
  if (span === undefined || span.kind === 'execution') return 'Between states'
  const place = placeOf(tree, span).text
  if (span.kind === 'mapIteration' || span.kind === 'parallelBranch') return `${place} · between states`
  if (span.kind === 'stateVisit' && span.children.length > 0) return `${place} · overhead`
  return span.kind === 'taskAttempt' && span.attempt > 1 ? `${place} · attempt ${span.attempt}` : place
}
