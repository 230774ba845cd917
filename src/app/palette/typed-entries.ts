import type { MemberId } from '../../forest/keys.ts'
import { twoExecutionsIn } from '../../history/target.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'
import { readPasted } from '../../state/pasted.ts'
import { refOfTarget } from '../../state/ref-code.ts'
import { decodeLink } from '../../state/view-link-codec.ts'
import { formatCount } from '../../words/format-count.ts'
import { pathWords } from '../../words/places.ts'
import type { PaletteEntry } from './palette-entry.ts'

/** ARNs and addresses; a word that somebody looks for holds neither. */
const LOOKS_PASTED = /arn(?::|%3A)|:\/\/|^#\//i

/** What a pasted ARN or link opens, or why it does not; undefined for anything else. */
export function pastedEntry(text: string): PaletteEntry | undefined {
  if (!LOOKS_PASTED.test(text)) return undefined
  const target = readPasted(text)
  const shared = { id: 'open', group: 'open', icon: 'external' } as const
  if ('message' in target) {
    const [title, note] = [target.message, target.whatToDo]
    return { ...shared, title, note, icon: 'alert', target: { kind: 'nothing' } }
  }
  if (target.kind === 'appLink') {
    const route = decodeLink(target.hash)
    if (route.kind === 'invalid') {
      return { ...shared, title: route.message, note: '', icon: 'alert', target: { kind: 'nothing' } }
    }
    const two = twoExecutionsIn(text)
    const words =
      two === undefined
        ? { title: 'Open this link', note: target.hash }
        : { title: 'Compare two executions', note: two.map(({ executionName }) => executionName).join(' and ') }
    return { ...shared, ...words, target: { kind: 'route', route } }
  }
  if (target.kind === 'mapRun') {
    const route = { kind: 'mapRun', arn: target.arn } as const
    return { ...shared, title: 'Open Map Run', note: target.arn, icon: 'mapRun', target: { kind: 'route', route } }
  }
  if (target.kind === 'stateMachine') {
    const route = { kind: 'runs', link: { arn: target.arn }, problems: [] } as const
    return { ...shared, title: 'Open state machine', note: target.arn, icon: 'map', target: { kind: 'route', route } }
  }
  const route = { kind: 'execution', link: { ref: refOfTarget(target) }, problems: [] } as const
  const note = `${target.stateMachineName} / ${target.executionName}`
  return { ...shared, title: 'Open execution', note, target: { kind: 'route', route } }
}

/** Whose events numbers name. */
export interface NumberedEvents {
  readonly tree: ExecutionTree
  /** Of an execution below: which, and what it is called. */
  readonly below?: { readonly member: MemberId; readonly whose: string } | undefined
}

/** The event that a number names: `14951`, `#14951`, `14,951`. */
export function eventEntry({ tree, below }: NumberedEvents, text: string): PaletteEntry | undefined {
  const digits = /^#?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})$/.exec(text.trim())?.[1]
  const eventId = digits === undefined ? 0 : Number(digits.replaceAll(',', ''))
  if (eventId < 1) return undefined
  const title = below === undefined ? `Event #${eventId}` : `Event #${eventId} of ${below.whose}`
  const target = { kind: 'event', eventId, ...(below !== undefined && { member: below.member }) } as const
  const shared = { id: `event ${eventId}`, group: 'events', icon: 'file', title, target } as const
  const event = tree.event(eventId)
  if (event === undefined) {
    const isPast = eventId > tree.lastEventId
    if (isPast && tree.isFinal) return undefined
    const note = isPast ? `the last one here is ${formatCount(tree.lastEventId)}` : 'not loaded yet'
    return { ...shared, note }
  }
  const span = tree.spanOfEvent(eventId)
  const place = span === undefined ? '' : pathWords(tree, span)
  const note = place === '' ? event.type : `${event.type} in ${place}`
  return { ...shared, note, query: `event:${eventId}` }
}

/** Where no name holds what was typed, what the states were given and gave may. */
export function searchEntry(words: string): PaletteEntry {
  const query = /[\s:"()<>=$!-]/.test(words) ? `"${words.replace(/["\\]/g, '\\$&')}"` : words
  return {
    ...{ id: 'search', group: 'search', icon: 'search', title: 'Search payloads', note: `for “${words}”` },
    ...{ query, target: { kind: 'query', query, filters: false } },
  }
}
