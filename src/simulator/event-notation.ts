import type { HistoryEvent } from '../history/events.ts'

/**
 * Reads the drawing of a history that tests use:
 *
 *     1<0 ExecutionStarted        2<0 MapStateEntered Fan      3<2 MapStateStarted length=2
 *     4<3 MapIterationStarted Fan 0   5<4 PassStateEntered "Say hello" @1500
 *
 * `id<previousEventId Type`, then in any order: the name (a state's, or `workerName` and `state` where the type has
 * those), the iteration's index, `key=value` members of the details, and `@milliseconds` (default: the id, in ms).
 * White space is free; `//` starts a comment; quotes hold names and values with spaces.
 *
 * @throws Error naming the first token that does not fit.
 */
export function eventsOf(drawing: string): HistoryEvent[] {
  const events: HistoryEvent[] = []
  let words: string[] = []
  for (const token of tokensOf(drawing)) {
    if (/^\d+<\d+$/.test(token) && words.length > 0) {
      events.push(eventOf(words))
      words = []
    }
    words.push(token)
  }
  if (words.length > 0) events.push(eventOf(words))
  return events
}

function tokensOf(drawing: string): string[] {
  const withoutComments = drawing.replace(/(^|\s)\/\/.*$/gm, '$1')
  return withoutComments.match(/(?:[^\s"]|"[^"]*")+/g) ?? []
}

function eventOf(words: readonly string[]): HistoryEvent {
  const [link = '', type, ...rest] = words
  const ids = /^(\d+)<(\d+)$/.exec(link)
  if (!ids) throw new Error(`expected id<previousEventId, found "${link}"`)
  if (type === undefined) throw new Error(`event ${link} has no type`)
  const id = Number(ids[1])
  const details: Record<string, unknown> = {}
  let timestamp = id
  for (const word of rest) {
    const time = /^@(-?\d+(?:\.\d+)?)$/.exec(word)
    if (time) timestamp = Number(time[1])
    else addDetail(details, type, word)
  }
  const isEmpty = Object.keys(details).length === 0
  return { id, previousEventId: Number(ids[2]), type, timestamp, details: isEmpty ? undefined : details }
}

function addDetail(details: Record<string, unknown>, type: string, word: string): void {
  const pair = /^(\w+)=(.*)$/s.exec(word)
  if (pair?.[1] !== undefined) details[pair[1]] = valueOf(pair[2] ?? '')
  else if (type.startsWith('MapIteration') && /^\d+$/.test(word)) details['index'] = Number(word)
  else details[nameMember(type)] = unquoted(word)
}

/** The member that a bare word fills. */
function nameMember(type: string): string {
  if (type === 'EvaluationFailed') return 'state'
  if (type === 'ActivityStarted') return 'workerName'
  return 'name'
}

function valueOf(text: string): unknown {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : unquoted(text)
}

function unquoted(text: string): string {
  return text.replaceAll('"', '')
}
