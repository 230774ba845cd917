import { useEffect, useMemo, useRef } from 'react'
import type { ExecutionTree } from '../model/execution-tree.ts'
import type { SpanKey } from '../model/span.ts'
import { siblingOf } from '../model/walk.ts'
import type { CssPx, Viewport } from '../timeline/chart-types.ts'
import type { ChartPicture } from './chart-picture.ts'
import type { ChartStageProps } from './chart-props.ts'
import { type ChartCommand, commandOf, takesLetters } from './keys.ts'
import type { Motion } from './motion.ts'
import { failedVisits, neighbourIn } from './navigation.ts'
import type { ChartActions } from './use-tree-actions.ts'
import type { ViewStore } from './view-store.ts'

interface CommandsInput {
  readonly store: ViewStore
  readonly picture: ChartPicture
  readonly motion: Motion
  readonly actions: ChartActions
  readonly paneWidthPx: CssPx
  readonly props: ChartStageProps
}

export interface Commands {
  run(command: ChartCommand): void
  zoomTo(range: Viewport): void
}

const ZOOM_STEP = 1.5
const PAN_SHARE = 0.15

/** The keys that work wherever the focus is (but where text is typed or a dialog is open), and their commands for buttons. */
export function useChartCommands(input: CommandsInput): Commands {
  const latest = useRef(input)
  latest.current = input
  const commands = useMemo<Commands>(
    () => ({
      run: command => run(latest.current, command),
      zoomTo(range) {
        latest.current.store.setState({ measure: undefined })
        latest.current.motion.show(range)
      },
    }),
    [],
  )
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || takesLetters(event.target)) return
      const { props } = latest.current
      if (event.key === 'Escape') return stepBack(latest.current)
      const command = props.singleKeys ? commandOf(event) : undefined
      if (command === undefined || (command === 'help' && !props.ownsHelpKey)) return
      event.preventDefault()
      run(latest.current, command)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return commands
}

function run(input: CommandsInput, command: ChartCommand): void {
  const { motion, paneWidthPx, store, picture, props } = input
  const atPx = store.getState().pointer?.xPx ?? paneWidthPx / 2
  switch (command) {
    case 'zoomIn':
      return motion.zoom(ZOOM_STEP, atPx, true)
    case 'zoomOut':
      return motion.zoom(1 / ZOOM_STEP, atPx, true)
    case 'panLeft':
      return motion.pan(-paneWidthPx * PAN_SHARE, true)
    case 'panRight':
      return motion.pan(paneWidthPx * PAN_SHARE, true)
    case 'fitAll':
      return motion.showAll()
    case 'fitSelection':
      return picture.selectedKey === undefined ? undefined : input.actions.fit(picture.selectedKey)
    case 'nextSibling':
    case 'previousSibling':
      return goToSibling(input, command === 'nextSibling' ? 1 : -1)
    case 'nextFailure':
    case 'previousFailure':
      return goToFailure(input, command === 'nextFailure' ? 1 : -1)
    case 'help':
      return props.help()
  }
}

/** Esc: first the measure, then the query, then the selection, then the zoom. */
function stepBack({ store, props, motion }: CommandsInput): void {
  const { measure, viewport } = store.getState()
  if (measure !== undefined) return store.setState({ measure: undefined })
  if ((props.link.query ?? '') !== '') return props.onNavigate({ query: undefined, queryMode: undefined }, 'push')
  if (props.link.event !== undefined || props.link.span !== undefined) {
    return props.onNavigate({ event: undefined, span: undefined }, 'push')
  }
  if (viewport !== undefined) motion.showAll()
}

function goToSibling({ picture, actions }: CommandsInput, step: 1 | -1): void {
  const { tree, selectedKey } = picture
  const selected = selectedKey === undefined ? undefined : tree.span(selectedKey)
  const next = selected === undefined ? undefined : siblingOf(tree, selected, step)
  if (next !== undefined) actions.select(next.key, { mode: 'push', here: false })
}

function goToFailure({ picture, actions }: CommandsInput, step: 1 | -1): void {
  const { tree, selectedKey } = picture
  const next = neighbourIn(failedVisits(tree), visitOf(tree, selectedKey), step)
  if (next === undefined) return
  const attempt = tree.span(tree.span(next)?.children.at(-1) ?? -1)
  // The failing event itself is what one looks for, not the visit's beginning.
  if (attempt?.kind === 'taskAttempt' && attempt.endEventId !== null) {
    return actions.select(attempt.key, { eventId: attempt.endEventId, mode: 'push', here: false })
  }
  actions.select(next, { mode: 'push', here: false })
}

/** An attempt stands for its visit when failures are counted. */
function visitOf(tree: ExecutionTree, key: SpanKey | undefined): SpanKey | undefined {
  const span = key === undefined ? undefined : tree.span(key)
  return span?.kind === 'taskAttempt' ? span.parentKey : span?.key
}
