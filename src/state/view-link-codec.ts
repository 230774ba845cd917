import type { SourceRef } from '../source/source.ts'
import { arrangedParameters, knownArranged, readArranged } from './arranged-view.ts'
import { decodeBaseline, encodeBaseline } from './baseline.ts'
import {
  decodeParameters,
  decodeText,
  encodeParameters,
  encodeText,
  oneOf,
  parseFlag,
  parseMillis,
  readerOf,
} from './link-text.ts'
import { pathOfRef, refOfPath } from './ref-code.ts'
import { encodeRunsLink, type RunsLink, readRunsLink } from './runs-link.ts'
import { ANSWERS_PANELS, type ViewLink } from './view-link.ts'
import { decodeWay } from './way-code.ts'

/** The newest version this build reads. Older ones are read for ever; a newer one gets a message. */
const LINK_VERSION = 2

/** Version 1 names one execution alone. What it can say is still written so: it opens everywhere. */
const OF_ONE_EXECUTION = 1

/** What the part of the address behind `#` asks for. */
export type Route =
  | { readonly kind: 'open' }
  /** `problems`: parts of the link that could not be understood, in words; the rest still holds. */
  | { readonly kind: 'execution'; readonly link: ViewLink; readonly problems: readonly string[] }
  | { readonly kind: 'mapRun'; readonly arn: string }
  /** The runs of a state machine. */
  | { readonly kind: 'runs'; readonly link: RunsLink; readonly problems: readonly string[] }
  | { readonly kind: 'invalid'; readonly message: string }

const SPAN_ID = /^[xsaibr]\??\d{1,9}$/
const MAX_EVENT_ID = 999_999_999

/** The hash of a view: `#/executions/<ARN>?v=1&event=12&…`. Short: what is left to defaults is not written. Never holds a token. */
export function encodeLink(link: ViewLink): string {
  const reachesBelow = [link.within, link.below, link.pinnedBelow].some(part => part !== undefined)
  const parameters = encodeParameters(reachesBelow ? LINK_VERSION : OF_ONE_EXECUTION, parametersOf(link))
  return `#/${pathOfRef(link.ref)}?${parameters}`
}

/** The hash of any route; an invalid one leads to the open page. */
export function encodeRoute(route: Route): string {
  switch (route.kind) {
    case 'execution':
      return encodeLink(route.link)
    case 'runs':
      return encodeRunsLink(route.link)
    case 'mapRun':
      return `#/mapRuns/${encodeText(route.arn)}?v=${OF_ONE_EXECUTION}`
    default:
      return '#/'
  }
}

/** Reads what is behind (and including) the `#`. Never throws: garbage becomes an `invalid` route with a message. */
export function decodeLink(hash: string): Route {
  const text = hash.replace(/^#?\/?/, '')
  if (text === '') return { kind: 'open' }
  const mark = text.indexOf('?')
  const path = (mark < 0 ? text : text.slice(0, mark)).split('/').map(decodeText)
  const parameters = decodeParameters(mark < 0 ? '' : text.slice(mark + 1))
  if (path.includes(undefined) || parameters === undefined)
    return invalid('It holds characters that cannot be decoded.')
  const version = parameters.get('v') ?? String(OF_ONE_EXECUTION)
  if (!/^\d{1,6}$/.test(version) || Number(version) < 1) return invalid(`“${version}” is not a link version.`)
  if (Number(version) > LINK_VERSION) {
    return invalid(`It was made by a newer sfn-timeline (link version ${version}). Update yours and open it again.`)
  }
  return routeOf(
    path.filter(part => part !== undefined),
    parameters,
  )
}

function routeOf(path: readonly string[], parameters: ReadonlyMap<string, string>): Route {
  const [place, first, ...rest] = path
  if (!first) return invalid('It names nothing to open.')
  const arn = [first, ...rest].join('/')
  if (place === 'mapRuns') return { kind: 'mapRun', arn }
  if (place === 'state-machines') return { kind: 'runs', ...readRunsLink(arn, parameters) }
  const ref = refOfPath(place, [first, ...rest], {
    executionArn: parameters.get('execution'),
    startedAt: parseMillis(parameters.get('start') ?? ''),
  })
  return typeof ref === 'string' ? invalid(ref) : readView(ref, parameters)
}

/** Parameter names in the order they are written. */
function parametersOf(link: ViewLink) {
  return {
    execution: link.ref.kind === 'file' ? link.ref.executionArn : undefined,
    start: link.ref.kind === 'aws' ? link.ref.startedAt : undefined,
    in: link.within,
    event: link.event,
    span: link.span,
    from: link.from,
    to: link.to,
    q: link.query,
    mode: link.queryMode,
    tab: link.tab,
    rows: link.rows,
    below: link.below,
    time: link.timeMode,
    folds: link.folds === undefined ? undefined : Number(link.folds),
    critical: link.criticalPath === undefined ? undefined : Number(link.criticalPath),
    panel: link.panel,
    vs: link.baseline && encodeBaseline(link.baseline),
    ghosts: link.ghosts === undefined ? undefined : Number(link.ghosts),
    ...arrangedParameters(link),
  }
}

function readView(ref: SourceRef, parameters: ReadonlyMap<string, string>): Route {
  const { read, problems } = readerOf(parameters)
  const parts: { [K in keyof ViewLink]?: ViewLink[K] | undefined } = {
    within: read('in', text => (decodeWay(text) === undefined ? undefined : text)),
    event: read('event', parseEventId),
    span: read('span', text => (SPAN_ID.test(text) ? text : undefined)),
    from: read('from', parseMillis),
    to: read('to', parseMillis),
    query: parameters.get('q'),
    queryMode: read('mode', text => oneOf(text, ['filter', 'highlight'] as const)),
    tab: read('tab', text => oneOf(text, ['timeline', 'states', 'events', 'graph'] as const)),
    rows: parameters.get('rows'),
    below: parameters.get('below'),
    timeMode: read('time', text => oneOf(text, ['relative', 'utc', 'local'] as const)),
    folds: read('folds', parseFlag),
    criticalPath: read('critical', parseFlag),
    panel: read('panel', text => oneOf(text, ANSWERS_PANELS)),
    baseline: read('vs', decodeBaseline),
    ghosts: read('ghosts', parseFlag),
    ...readArranged(read),
  }
  return { kind: 'execution', link: mergeLink({ ref }, parts), problems }
}

/**
 * The link with some parts changed; a part set to undefined is taken out. An event or span that is told without a way lies in the
 * execution that the link names, and is compared with nothing.
 */
export function mergeLink(
  link: ViewLink,
  patch: { readonly [K in keyof ViewLink]?: ViewLink[K] | undefined },
): ViewLink {
  const selects = 'event' in patch || 'span' in patch
  const merged = {
    ...link,
    ...(selects && { within: undefined, beside: undefined }),
    ...patch,
    ref: patch.ref ?? link.ref,
  }
  const { event, span, from, to, query, queryMode, tab, rows, timeMode, folds, criticalPath, panel } = merged
  const { within, below, baseline, ghosts } = merged
  return {
    ref: merged.ref,
    ...(within !== undefined && { within }),
    ...(below !== undefined && { below }),
    ...(event !== undefined && { event }),
    ...(span !== undefined && { span }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(query !== undefined && { query }),
    ...(queryMode !== undefined && { queryMode }),
    ...(tab !== undefined && { tab }),
    ...(rows !== undefined && { rows }),
    ...(timeMode !== undefined && { timeMode }),
    ...(folds !== undefined && { folds }),
    ...(criticalPath !== undefined && { criticalPath }),
    ...(panel !== undefined && { panel }),
    ...(baseline !== undefined && { baseline }),
    ...(ghosts !== undefined && { ghosts }),
    ...knownArranged(merged),
  }
}

function invalid(message: string): Route {
  return { kind: 'invalid', message: `This link cannot be opened. ${message}` }
}

function parseEventId(text: string): number | undefined {
  const id = Number(text)
  return /^\d+$/.test(text) && id >= 1 && id <= MAX_EVENT_ID ? id : undefined
}
