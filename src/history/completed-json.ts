import { type JsonTrail, type OpenLevel, scanJson } from './scan-json.ts'
import { plainName } from './spelling.ts'

/**
 * The whole part of a JSON value that begins at `start` and breaks off before `end`, as JSON: an event or log line that is
 * cut goes, what stands before it stays, and what is still open around it is closed. Undefined where nothing whole is left.
 */
export function completedJson(text: string, start: number): string | undefined {
  const trail: JsonTrail = { levels: [] }
  scanJson(text, start, trail)
  const { levels } = trail
  const cutElement = cutElementIn(levels)
  const [outermost] = levels
  if (outermost === undefined) return undefined
  if (cutElement === -1 && isEventLike(outermost.names)) return undefined
  const kept = cutElement === -1 ? levels : levels.slice(0, cutElement)
  const innermost = kept.at(-1)
  if (innermost === undefined || innermost.keptEnd === start + 1) return undefined
  const closers = kept.map(level => level.closer).toReversed()
  return text.slice(start, innermost.keptEnd) + closers.join('')
}

/** The depth of the event or log line that is cut; -1 for none. */
function cutElementIn(levels: readonly OpenLevel[]): number {
  const listed = levels.findIndex((level, depth) => depth > 0 && isElement(level, levels[depth - 1]))
  if (listed !== -1) return listed
  // A platform may wrap each line in an object of its own.
  const lastList = levels.findLastIndex(level => level.closer === ']')
  return levels.findIndex((level, depth) => depth > Math.max(0, lastList) && isEventLike(level.names))
}

/** An event or log line that is being read: in a list, or in a map by id. */
function isElement(level: OpenLevel, parent: OpenLevel | undefined): boolean {
  if (level.closer !== '}' || parent === undefined) return false
  const isListed = parent.closer === ']' || /^\d+$/.test(parent.names.at(-1) ?? '')
  return isListed && (level.names.length === 0 || isEventLike(level.names))
}

const EVENT_NAMES: ReadonlySet<string> = new Set([
  'id',
  'type',
  'timestamp',
  'eventtimestamp',
  'previouseventid',
  'message',
])

function isEventLike(names: readonly string[]): boolean {
  return names.some(name => {
    const plain = plainName(name)
    return EVENT_NAMES.has(plain) || plain.endsWith('eventdetails')
  })
}
