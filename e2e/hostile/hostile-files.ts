import { crc32, deflateRawSync, gzipSync } from 'node:zlib'

/** A file made to hurt a reader, at full size or a fraction of it. */
export interface HostileFile {
  readonly name: string
  /** `size`: 1 for the whole attack, less for a sample of it. */
  readonly make: (size: number) => Buffer
  /** What a reader may do with it: show a picture, or say why not. */
  readonly expect: 'read' | 'refused' | 'either'
  /** Whole, it is beyond what can be drawn: the page says so. */
  readonly undrawable?: true
}

const T0 = 1_790_000_000

type Json = Readonly<Record<string, unknown>>

function event(id: unknown, previousEventId: unknown, type: string, more: Json = {}): Json {
  return { id, previousEventId, timestamp: T0 + Number(id) / 1000, type, ...more }
}

const entered = (name: string): Json => ({ stateEnteredEventDetails: { name } })
const exited = (name: string): Json => ({ stateExitedEventDetails: { name } })

const START = event(1, 0, 'ExecutionStarted', { executionStartedEventDetails: { input: '{}' } })

/** Start, one Pass state of that name and payload, end. */
function plain({ name = 'P', input = '{}', cause }: { name?: string; input?: string; cause?: string } = {}): Json[] {
  return [
    START,
    event(2, 0, 'PassStateEntered', { stateEnteredEventDetails: { name, input } }),
    event(3, 2, 'PassStateExited', exited(name)),
    cause === undefined
      ? event(4, 3, 'ExecutionSucceeded')
      : event(4, 3, 'ExecutionFailed', { executionFailedEventDetails: { error: 'E', cause } }),
  ]
}

const file = (events: readonly Json[]): Buffer => Buffer.from(JSON.stringify({ events }))
const many = (size: number, count: number) => Math.max(10, Math.round(size * count))
const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

export function wideMap(count: number): Json[] {
  const opening = [
    START,
    event(2, 0, 'MapStateEntered', entered('M')),
    event(3, 2, 'MapStateStarted', { mapStateStartedEventDetails: { length: count } }),
  ]
  const iterations = range(count).map(index =>
    event(4 + index, 3, 'MapIterationStarted', { mapIterationStartedEventDetails: { name: 'M', index } }),
  )
  return [...opening, ...iterations]
}

export function wideParallel(count: number): Json[] {
  const opening = [START, event(2, 0, 'ParallelStateEntered', entered('P')), event(3, 2, 'ParallelStateStarted')]
  return [...opening, ...range(count).map(at => event(4 + at, 3, 'PassStateEntered', entered(`B${at}`)))]
}

function deepParallel(depth: number): Json[] {
  return [
    START,
    ...range(depth).flatMap(at => [
      event(2 * at + 2, at === 0 ? 0 : 2 * at + 1, 'ParallelStateEntered', entered(`P${at}`)),
      event(2 * at + 3, 2 * at + 2, 'ParallelStateStarted'),
    ]),
  ]
}

export function manyAttempts(count: number): Json[] {
  const details = { resourceType: 'lambda', resource: 'invoke' }
  return [
    START,
    event(2, 0, 'TaskStateEntered', entered('T')),
    ...range(count).flatMap(at => [
      event(3 * at + 3, 3 * at + 2, 'TaskScheduled', { taskScheduledEventDetails: { ...details, parameters: '{}' } }),
      event(3 * at + 4, 3 * at + 3, 'TaskStarted', { taskStartedEventDetails: details }),
      event(3 * at + 5, 3 * at + 4, 'TaskFailed', { taskFailedEventDetails: { ...details, error: 'E' } }),
    ]),
  ]
}

function logOf(executions: number): Buffer {
  const line = (at: number) =>
    JSON.stringify({
      id: '1',
      type: 'ExecutionStarted',
      previous_event_id: '0',
      event_timestamp: String(T0 * 1000 + at),
      execution_arn: `arn:aws:states:eu-west-1:123456789012:express:M:e${at}:u`,
      details: { input: '{}' },
      redrive_count: '0',
    })
  return Buffer.from(range(executions).map(line).join('\n'))
}

/** A zip archive with one deflated member. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(crc32Of(content), 14)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(content.length, 22)
  head.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  head.copy(entry, 6, 4, 30)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + name.length, 12)
  end.writeUInt32LE(head.length + name.length + packed.length, 16)
  return Buffer.concat([head, Buffer.from(name), packed, entry, Buffer.from(name), end])
}

function crc32Of(content: Buffer): number {
  return crc32(content)
}

const ESCAPES = '\u001b[2J\u001b]0;owned\u0007\u009b31m\r\nfake: line\u202egnp.exe'

/** Each kind of hostile file that a person may be sent. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  { name: 'brackets alone', make: size => Buffer.from('['.repeat(many(size, 50_000_000))), expect: 'refused' },
  { name: 'braces alone', make: size => Buffer.from('{"a":'.repeat(many(size, 10_000_000))), expect: 'refused' },
  {
    name: 'brackets where events should be',
    make: size => Buffer.from(`{"events":${'['.repeat(many(size, 50_000_000))}`),
    expect: 'refused',
  },
  {
    name: 'lists and objects in one another, all closed',
    make: size => Buffer.from(`{"events":${nested('[{"a":', '}]', many(size, 6_000_000)).replace(':}', ':1}')}}`),
    expect: 'refused',
  },
  {
    name: 'a payload of brackets alone',
    make: size => file(plain({ input: '['.repeat(many(size, 50_000_000)) })),
    expect: 'read',
  },
  {
    name: 'a file nested 100,000 deep',
    make: size => Buffer.from(nested('[', ']', many(size, 100_000))),
    expect: 'refused',
  },
  {
    name: 'details nested 100,000 deep',
    make: size => {
      const depth = many(size, 100_000)
      return Buffer.from(
        file(plain())
          .toString()
          .replace('"input":"{}"', `"input":"{}","more":${nested('[', ']', depth)}`),
      )
    },
    expect: 'either',
  },
  {
    name: 'a payload nested 100,000 deep',
    make: size => file(plain({ input: nested('[', ']', many(size, 100_000)) })),
    expect: 'read',
  },
  {
    name: 'a cause nested 100,000 deep',
    make: size => file(plain({ cause: nested('{"cause":', '}', many(size, 100_000)) })),
    expect: 'read',
  },
  {
    name: 'a cause of causes',
    make: size => {
      let cause = '{"errorMessage":"deep"}'
      for (let depth = 0; depth < many(size, 14); depth++) cause = JSON.stringify({ Cause: cause, Error: 'E' })
      return file(plain({ cause }))
    },
    expect: 'read',
  },
  {
    name: 'a million keys',
    make: size =>
      file(
        plain({
          input: `{${range(many(size, 1_000_000))
            .map(key => `"k${key}":0`)
            .join()}}`,
        }),
      ),
    expect: 'read',
  },
  {
    name: 'one string of 50 MB',
    make: size => file(plain({ input: 'x'.repeat(many(size, 50_000_000)) })),
    expect: 'read',
  },
  { name: 'a name of 1 MB', make: size => file(plain({ name: 'n'.repeat(many(size, 1_000_000)) })), expect: 'read' },
  { name: 'a million iterations', make: size => file(wideMap(many(size, 1_000_000))), expect: 'read' },
  { name: 'a million branches', make: size => file(wideParallel(many(size, 1_000_000))), expect: 'read' },
  {
    name: '12,000 states in one another',
    make: size => file(deepParallel(many(size, 12_000))),
    expect: 'read',
    undrawable: true,
  },
  { name: '8,332 attempts', make: size => file(manyAttempts(many(size, 8_332))), expect: 'read' },
  {
    name: 'ids that are none',
    make: () =>
      file([
        START,
        ...[-5, 1.5, 2 ** 53, 9e99, 'three', null, Number.MAX_SAFE_INTEGER].map(id =>
          event(id, 1, 'PassStateEntered', entered('P')),
        ),
      ]),
    expect: 'either',
  },
  {
    name: 'one id with two contents',
    make: () => file([...plain(), event(2, 0, 'TaskStateEntered', entered('Other'))]),
    expect: 'read',
  },
  {
    name: 'events that follow from themselves and from later ones',
    make: size =>
      file([
        START,
        ...range(many(size, 20_000)).map(at => event(at + 2, at + (at % 3) + 1, 'PassStateEntered', entered('P'))),
      ]),
    expect: 'either',
  },
  {
    name: 'times that are none',
    make: () =>
      file(
        plain().map((one, at) => ({
          ...one,
          timestamp: ['NaN', 8.64e15 + 1, -8.64e15, 'yesterday', null][at] ?? 1e308,
        })),
      ),
    expect: 'either',
  },
  {
    name: 'times that fall',
    make: () => file(plain().map((one, at) => ({ ...one, timestamp: T0 - at * 86_400 }))),
    expect: 'read',
  },
  { name: 'lone surrogates', make: () => file(plain({ name: '\ud800x\udfff', input: '"\ud800"' })), expect: 'read' },
  {
    name: 'names of prototypes',
    make: () =>
      Buffer.from(
        `{"__proto__":{"polluted":1},"events":[${['__proto__', 'constructor', 'valueOf', 'toString', 'hasOwnProperty']
          .map((name, at) =>
            JSON.stringify({
              ...event(at + 1, 0, name, { ...entered(name), error: name }),
            }).replace('{', `{"__proto__":{"id":99},`),
          )
          .join(',')}]}`,
      ),
    expect: 'either',
  },
  {
    name: 'escape sequences',
    make: () => file(plain({ name: ESCAPES, cause: ESCAPES })),
    expect: 'read',
  },
  {
    name: 'a gzip bomb',
    make: size => gzipSync(Buffer.alloc(many(size, 1_000_000_000), 0x20), { level: 9 }),
    expect: 'refused',
  },
  {
    name: 'a zip bomb',
    make: size => zipOf('history.json', Buffer.alloc(many(size, 1_000_000_000), 0x20)),
    expect: 'refused',
  },
  {
    name: 'a CSV with one quote',
    make: size => Buffer.from(`@timestamp,@message\n"${'a,b\n'.repeat(many(size, 5_000_000))}`),
    expect: 'refused',
  },
  { name: '100,000 executions in one log', make: size => logOf(many(size, 100_000)), expect: 'read' },
]
