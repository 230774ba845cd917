import { useMemo, useRef } from 'react'
import { type GlobalKey, memberIdOf } from '../forest/keys.ts'
import type { Millis } from '../history/events.ts'
import { takesLetters } from '../kit/page-keys.ts'
import { siblingOf } from '../model/walk.ts'
import { nowOf } from '../timeline/chart-time.ts'
import type { CssPx, Viewport } from '../timeline/chart-types.ts'
import { failureWalk, nextInWalk } from '../timeline/failure-marks.ts'
import type { SeenLook } from '../timeline/first-look.ts'
import type { RowContext } from '../timeline/row-text.ts'
import { visibleRowOf } from '../timeline/rows.ts'
import type { ChartPicture } from './chart-picture.ts'
import { type ChartCommand, commandOf, isWayUp } from './keys.ts'
import type { Motion } from './motion.ts'
import { placeInDifferences, walkPlaceOf } from './navigation.ts'
import type { ChartStageProps } from './timeline-props.ts'
import { openedBy, rowsViewOf } from './use-chart-picture.ts'
import type { ChartActions } from './use-tree-actions.ts'
import type { ViewStore } from './view-store.ts'
import { walkedTo } from './walk.ts'

interface CommandsInput {
  readonly store: ViewStore
  readonly picture: ChartPicture
  readonly motion: Motion
  readonly actions: ChartActions
  readonly context: RowContext
  readonly paneWidthPx: CssPx
  /** Of names and bars together. */
  readonly widthPx: CssPx
  readonly props: ChartStageProps
}

export interface Commands {
  run(command: ChartCommand): void
  zoomTo(range: Viewport): void
  fit(key: GlobalKey): void
  walkTo(key: GlobalKey): void
  mark(at: Millis | undefined): void
  look(): SeenLook
  /** Does what a key means, and takes it: the next to hear of it sees `defaultPrevented`. */
  handleKey(event: KeyboardEvent): void
}

const ZOOM_STEP = 1.5
const PAN_SHARE = 0.15

/** What single keys and buttons do. The same object throughout: it reads what is current when it is used. */
export function useChartCommands(input: CommandsInput): Commands {
  const latest = useRef(input)
  latest.current = input
  return useMemo<Commands>(
    () => ({
      run: command => void run(latest.current, command),
      fit: key => latest.current.actions.fit(key),
      walkTo: key => openWayTo(latest.current, key),
      mark: moment => latest.current.store.setState({ moment }),
      look: () => lookOf(latest.current),
      zoomTo(range) {
        latest.current.store.setState({ measure: undefined })
        latest.current.motion.show(range)
      },
      handleKey(event) {
        if (!event.defaultPrevented && !takesLetters(event.target) && press(latest.current, event)) {
          event.preventDefault()
        }
      },
    }),
    [],
  )
}

function lookOf({ picture, context, store, widthPx }: CommandsInput): SeenLook {
  const now = nowOf(picture.time, picture.tree)
  return { look: picture, context, now, viewport: store.getState().viewport, widthPx }
}

/** True where the key meant something. */
function press(input: CommandsInput, event: KeyboardEvent): boolean {
  if (event.key === 'Escape') return stepBack(input)
  if (isWayUp(event)) return goUp(input, event.target)
  const command = input.props.keys === 'all' ? commandOf(event) : undefined
  return command !== undefined && run(input, command)
}

/** False where a command is not the chart's. */
function run(input: CommandsInput, command: ChartCommand): boolean {
  const { motion, paneWidthPx, store, picture, props } = input
  const atPx = store.getState().pointer?.xPx ?? paneWidthPx / 2
  switch (command) {
    case 'zoomIn':
      motion.zoom(ZOOM_STEP, atPx, true)
      return true
    case 'zoomOut':
      motion.zoom(1 / ZOOM_STEP, atPx, true)
      return true
    case 'panLeft':
      motion.pan(-paneWidthPx * PAN_SHARE, true)
      return true
    case 'panRight':
      motion.pan(paneWidthPx * PAN_SHARE, true)
      return true
    case 'fitAll':
      motion.showAll()
      return true
    case 'fitSelection':
      if (picture.selectedKey !== undefined) input.actions.fit(picture.selectedKey)
      return true
    case 'nextSibling':
    case 'previousSibling':
      goToSibling(input, command === 'nextSibling' ? 1 : -1)
      return true
    case 'nextFailure':
    case 'previousFailure':
      goToStop(input, command === 'nextFailure' ? 1 : -1)
      return true
    case 'help':
      props.onHelp?.()
      return props.onHelp !== undefined
  }
}

/** Esc: first the measure, then what the page takes back (its query), then the selection and the window it brought, then the zoom. */
function stepBack({ store, props, motion }: CommandsInput): boolean {
  const { measure, viewport } = store.getState()
  const { event, span, member } = props.selection
  if (measure !== undefined) store.setState({ measure: undefined })
  else if (props.onStepBack?.() === true) return true
  else if (event !== undefined || span !== undefined || member !== undefined) {
    motion.goBack()
    props.onSelect?.(undefined, 'push')
  } else if (viewport !== undefined) motion.showAll()
  else return false
  return true
}

/** Out of the execution of the row in focus, else of what is selected: to the row it hangs at, or to what is above the page's own. */
function goUp({ picture, props, store, actions }: CommandsInput, target: EventTarget | null): boolean {
  const { trees, rows, selectedKey } = picture
  const inTree = target instanceof Element && target.closest('[role=treegrid]') !== null
  const key = (inTree ? store.getState().focus?.key : undefined) ?? selectedKey ?? 0
  const at = trees.forest?.member(memberIdOf(key))?.at
  if (at === undefined) return props.onWayUp?.() === true
  const row = visibleRowOf(trees, rows, at)
  if (row >= 0) actions.goToRow(row)
  actions.select(row < 0 ? at : rows.keyAt(row), { mode: 'push', here: row >= 0 })
  return true
}

function goToSibling({ picture, actions }: CommandsInput, step: 1 | -1): void {
  const { trees, selectedKey } = picture
  const tree = selectedKey === undefined ? undefined : trees.of(selectedKey)
  const span = selectedKey === undefined ? undefined : tree?.span(selectedKey)
  const next = tree === undefined || span === undefined ? undefined : siblingOf(tree, span, step)
  if (next !== undefined) actions.select(next.key, { mode: 'push', here: false })
}

/** While comparing the differences are what one looks for. */
function goToStop(input: CommandsInput, step: 1 | -1): void {
  const { differences = [] } = input.props
  if (differences.length === 0) goToFailure(input, step)
  else goToDifference(input, differences, step)
}

/** Round at the ends; from elsewhere to the first, or to the last. */
function goToDifference(input: CommandsInput, differences: readonly GlobalKey[], step: 1 | -1): void {
  const place = placeInDifferences(differences, input.picture)
  const from = place < 0 && step === -1 ? 0 : place
  const next = differences.at((from + step) % differences.length)
  if (next === undefined) return
  openWayTo(input, next)
  input.actions.select(next, { mode: 'push', here: false })
}

/** Selects the failing event itself, which brings it into view in rows and in time. */
function goToFailure(input: CommandsInput, step: 1 | -1): void {
  const { picture, props, actions } = input
  const next = nextInWalk(failureWalk(picture.tree), walkPlaceOf(picture, props.selection), step)
  if (next === undefined) return
  openWayTo(input, next.key)
  actions.select(next.key, { eventId: next.eventId, mode: 'push', here: false })
}

/** Gives what is walked to a row, and closes what the step before had opened. */
function openWayTo({ store, picture }: CommandsInput, key: GlobalKey): void {
  const live = store.getState()
  const { view, walked } = walkedTo(picture.trees, { view: rowsViewOf(live, picture), walked: live.walked }, key)
  store.setState({ ...openedBy(view), walked })
}
