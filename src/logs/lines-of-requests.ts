import { compareLines, type LogLine } from './log-line.ts'
import { type ReadLine, readLine } from './read-line.ts'

/** A line and the invocation it belongs to; undefined where nothing tells. */
export interface OwnedLine extends ReadLine {
  readonly ownerId: string | undefined
}

/**
 * Lines in order, each once, with the invocation that wrote it. A line that names a request id belongs to that. One that names none
 * belongs to what its stream was running: an environment writes one stream and runs one invocation at a time. It goes with the
 * line before it that names one, unless the environment was starting; what was printed while it started goes with what it ran first.
 * Whatever order and in how many answers the lines came in, and however often.
 */
export function ownedLines(lines: Iterable<LogLine>): readonly OwnedLine[] {
  const once = new Map<string, LogLine>()
  for (const line of lines) once.set(keyOf(line), line)
  const inOrder = [...once.values()].toSorted(compareLines)
  const streams = new Map<string, ReadLine[]>()
  const read = inOrder.map(line => {
    const one = readOnce(line)
    const stream = streams.get(line.stream)
    if (stream === undefined) streams.set(line.stream, [one])
    else stream.push(one)
    return one
  })
  const owners = new Map<ReadLine, string | undefined>()
  for (const stream of streams.values()) addOwners(stream, owners)
  return read.map(line => ({ ...line, ownerId: owners.get(line) }))
}

// Each page that comes tells whose all lines are anew; what a line says stays as it is.
const known = new WeakMap<LogLine, ReadLine>()

function readOnce(line: LogLine): ReadLine {
  const read = known.get(line) ?? readLine(line)
  known.set(line, read)
  return read
}

/** Where an endpoint gives no ids, a line is known by all it holds. */
function keyOf({ id, stream, at, message }: LogLine): string {
  return id === '' ? `${stream}\n${at}\n${message}` : id
}

/** Of one stream, in order. */
function addOwners(stream: readonly ReadLine[], owners: Map<ReadLine, string | undefined>): void {
  let current: string | undefined
  /** Lines since the environment began to start, or since the beginning of what is here. */
  let waiting: ReadLine[] = []
  let isStarting = false
  for (const line of stream) {
    if (line.mark === 'init' && !isStarting) {
      isStarting = true
      current = undefined
      waiting = []
    }
    const { requestId } = line
    if (requestId === undefined) {
      if (current === undefined) waiting.push(line)
      owners.set(line, current)
      continue
    }
    // Before a Start that nothing announced may stand the end of what ran before: that is not told.
    if (current === undefined && (isStarting || line.mark !== 'start')) {
      for (const one of waiting) owners.set(one, requestId)
    }
    owners.set(line, requestId)
    ;[current, waiting, isStarting] = [requestId, [], false]
  }
}
