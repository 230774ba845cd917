import type { Millis } from '../history/events.ts'
import { OUTCOMES, type Outcome, type SpanKey } from '../model/span.ts'
import { COLOURED_BY, type ColouredBy } from '../timeline/hues.ts'
import { decodePins, encodePins, type PinBelow } from './pin-code.ts'

/** What was arranged by hand within the chart and the tables, beside rows and time. */
export interface ArrangedView {
  /** The stretch of time being measured, epoch ms. */
  readonly measure?: { readonly from: Millis; readonly to: Millis }
  /** Times within the idle stretches that were unfolded by hand, ascending. */
  readonly unfolded?: readonly Millis[]
  /** What the Events tab lists. */
  readonly eventText?: string
  readonly eventType?: string
  readonly eventOutcome?: Outcome
  readonly newestFirst?: boolean
  /** What the States tab lists, and the column it is sorted by, in a form owned by that tab. */
  readonly stateText?: string
  readonly stateSort?: string
  /** The state machine below whose states it lists; those of the execution itself by default. */
  readonly stateMachine?: string
  /** The index of the iteration that payloads of what is selected are compared with; gone when something else is selected. */
  readonly beside?: number
  /** What the details show, where it is not what they show at first. */
  readonly details?: 'logs'
  /** Rows pinned to the top of the chart, in the order in which they stand there. */
  readonly pinned?: readonly SpanKey[]
  /** The same of executions below, behind them. */
  readonly pinnedBelow?: readonly PinBelow[]
  /** What bars are coloured by; outcome by default. */
  readonly colouredBy?: ColouredBy
  /** The state looked at in the graph: the names of the states around it and its own, joined. */
  readonly state?: string
  /** The moment looked at in the graph, epoch ms. */
  readonly moment?: Millis
  /** What the ground of the graph's states tells; time by default. */
  readonly heat?: Heat
  /** Whether what this run is held against has a chart of its own beside it. */
  readonly twoCharts?: boolean
  /** The state by whose entry their clocks are aligned, by its path; by their starts where it is absent. */
  readonly alignAt?: string
}

const HEATS = ['time', 'visits', 'failures', 'retries'] as const
export type Heat = (typeof HEATS)[number]

/** A link stays short: as many as are ever folded. */
const MOST_UNFOLDED = 12
/** More would leave no room for what they are held against. */
export const MOST_PINNED = 5
const STATE_SORT = /^[\w.]{1,24}$/

type Patch = { readonly [K in keyof ArrangedView]?: ArrangedView[K] | undefined }

/** Reads one parameter; undefined where the link does not have it, or says what means nothing. */
export type ReadParameter = <T>(name: string, parse: (text: string) => T | undefined) => T | undefined

/** The parameters of a link that tell it, in the order they are written. */
export function arrangedParameters(view: ArrangedView) {
  return {
    measure: view.measure && `${view.measure.from}_${view.measure.to}`,
    unfolded: view.unfolded?.slice(0, MOST_UNFOLDED).join('_'),
    etext: view.eventText,
    etype: view.eventType,
    eoutcome: view.eventOutcome,
    eorder: view.newestFirst === true ? 'newest' : undefined,
    stext: view.stateText,
    ssort: view.stateSort,
    smachine: view.stateMachine,
    pins: view.pinned
      ?.slice(0, MOST_PINNED)
      .map(key => key.toString(36))
      .join('_'),
    pinsin: view.pinnedBelow && encodePins(view.pinnedBelow.slice(0, MOST_PINNED)),
    beside: view.beside,
    details: view.details,
    colour: view.colouredBy,
    state: view.state,
    moment: view.moment,
    heat: view.heat,
    charts: view.twoCharts === true ? 2 : undefined,
    align: view.alignAt,
  }
}

/** The inverse of `arrangedParameters`. */
export function readArranged(read: ReadParameter): Patch {
  return {
    measure: read('measure', parseRange),
    unfolded: read('unfolded', parseTimes),
    eventText: read('etext', text => text),
    eventType: read('etype', text => text),
    eventOutcome: read('eoutcome', text => OUTCOMES.find(outcome => outcome === text)),
    newestFirst: read('eorder', text => (text === 'newest' ? true : undefined)),
    stateText: read('stext', text => text),
    stateSort: read('ssort', text => (STATE_SORT.test(text) ? text : undefined)),
    stateMachine: read('smachine', text => text),
    beside: read('beside', text => (/^\d{1,9}$/.test(text) ? Number(text) : undefined)),
    details: read('details', text => (text === 'logs' ? text : undefined)),
    pinned: read('pins', parsePinned),
    pinnedBelow: read('pinsin', text => decodePins(text, MOST_PINNED)),
    colouredBy: read('colour', text => COLOURED_BY.find(by => by === text && by !== 'outcome')),
    state: read('state', text => text),
    moment: read('moment', text => parseTimes(text)?.[0]),
    heat: read('heat', text => HEATS.find(heat => heat === text)),
    twoCharts: read('charts', text => (text === '2' ? true : undefined)),
    alignAt: read('align', text => text),
  }
}

/** Without the parts that are undefined. */
export function knownArranged(view: Patch): ArrangedView {
  const {
    measure,
    unfolded,
    eventText,
    eventType,
    eventOutcome,
    newestFirst,
    stateText,
    stateSort,
    stateMachine,
    beside,
    details,
    pinned,
    pinnedBelow,
    colouredBy,
    state,
    moment,
    heat,
    twoCharts,
    alignAt,
  } = view
  return {
    ...(measure !== undefined && { measure }),
    ...(unfolded !== undefined && { unfolded }),
    ...(eventText !== undefined && { eventText }),
    ...(eventType !== undefined && { eventType }),
    ...(eventOutcome !== undefined && { eventOutcome }),
    ...(newestFirst !== undefined && { newestFirst }),
    ...(stateText !== undefined && { stateText }),
    ...(stateSort !== undefined && { stateSort }),
    ...(stateMachine !== undefined && { stateMachine }),
    ...(beside !== undefined && { beside }),
    ...(details !== undefined && { details }),
    ...(pinned !== undefined && { pinned }),
    ...(pinnedBelow !== undefined && { pinnedBelow }),
    ...(colouredBy !== undefined && { colouredBy }),
    ...(state !== undefined && { state }),
    ...(moment !== undefined && { moment }),
    ...(heat !== undefined && { heat }),
    ...(twoCharts !== undefined && { twoCharts }),
    ...(alignAt !== undefined && { alignAt }),
  }
}

function parseRange(text: string): ArrangedView['measure'] {
  const [from, to, more] = parseTimes(text) ?? []
  return from === undefined || to === undefined || more !== undefined || from > to ? undefined : { from, to }
}

function parsePinned(text: string): readonly SpanKey[] | undefined {
  const parts = text.split('_')
  const isGood = parts.length <= MOST_PINNED && parts.every(part => /^[0-9a-z]{1,8}$/.test(part))
  return isGood ? [...new Set(parts.map(part => Number.parseInt(part, 36)))] : undefined
}

function parseTimes(text: string): readonly Millis[] | undefined {
  const parts = text.split('_')
  const times = parts.map(Number)
  const isGood =
    parts.length <= MOST_UNFOLDED && parts.every(part => part.trim() !== '') && times.every(Number.isFinite)
  return isGood ? times : undefined
}
