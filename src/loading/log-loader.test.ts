import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outlineOf } from '../export/outline.ts'
import { LogGroups, logLineOf, type ServedLogLine } from '../fake-aws/logs.ts'
import type { HistoryEvent, Millis } from '../history/events.ts'
import type { MachineSummary } from '../history/execution-summary.ts'
import { executionInLines } from '../history/logged-event.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { randomCase } from '../simulator/random-machine.ts'
import { simulate } from '../simulator/simulate.ts'
import type { LogSource } from '../source/log-source.ts'
import { SourceError } from '../source/source.ts'
import { STATUS_AFTER } from '../source/status-after.ts'
import { createLogLoader } from './log-loader.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const GROUP = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/states/Orders'
const arnOf = (run: number) =>
  `arn:aws:states:eu-west-1:123456789012:express:Orders:run-${run}:00000000-0000-0000-0000-00000000000${run}`
const ARN = arnOf(0)
const MINUTE = 60_000
const HISTORY: readonly HistoryEvent[] = (
  ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'] as const
).map((type, index) => {
  const details = type.startsWith('Pass') ? { name: 'P' } : { input: '{"a":1}', output: '{}' }
  return { id: index + 1, previousEventId: index, type, timestamp: 1_789_999_990_000 + index * 10, details }
})

interface Arriving extends ServedLogLine {
  readonly arrivesAt: Millis
}

interface Served {
  readonly lines: readonly Arriving[]
  readonly startedAt?: Millis | undefined
  readonly pageLines?: ((page: number) => number) | undefined
  readonly matchesAll?: boolean
  readonly machine?: Partial<MachineSummary>
  readonly fails?: (() => void) | undefined
}

/** A loader over a log in which lines arrive as time goes by, and all that it asked. */
function reading(served: Served) {
  const time = createVirtualTime()
  const groups = new LogGroups()
  const asked: string[] = []
  const defined: (string | undefined)[] = []
  const twice: string[] = []
  const lastAsked = new Map<string, Millis>()
  let left = [...served.lines]
  const source: LogSource = {
    ...{ kind: 'log', ref: { kind: 'aws', arn: ARN }, executionArn: ARN, startedAt: served.startedAt },
    machine: async () => ({
      ...{ stateMachineArn: 'arn', name: 'Orders', type: 'EXPRESS', revisionId: undefined },
      ...{ logLevel: 'ALL', logGroupArn: GROUP, logsExecutionData: true, ...served.machine },
    }),
    ...{ describe: undefined, definition: async () => undefined },
    machineDefinition: async version => {
      defined.push(version)
      return `{"Comment":"${version ?? 'today'}"}`
    },
    readLog: async (group, { fromMs, toMs, newestFirst, token }) => {
      served.fails?.()
      groups.write(
        group,
        left.filter(({ arrivesAt }) => arrivesAt <= time.now()),
      )
      left = left.filter(({ arrivesAt }) => arrivesAt > time.now())
      const filterPattern = `{ $.execution_arn = "${ARN}" }`
      const request = { logGroupIdentifier: group, startTime: fromMs, endTime: toMs, filterPattern }
      const question = {
        ...request,
        startFromHead: newestFirst !== true,
        ...(token !== undefined && { nextToken: token }),
      }
      const text = JSON.stringify(question)
      // What has not come yet is asked for again, in peace.
      if (time.now() - (lastAsked.get(text) ?? 0) < 2_000) twice.push(text)
      lastAsked.set(text, time.now())
      asked.push(text)
      const rules = { pageLines: served.pageLines, matchesAll: served.matchesAll ?? false, generation: 1 }
      const page = groups.filter(question, rules) as { events: { message: string }[]; nextToken?: string }
      const messages = page.events.map(({ message }) => message)
      return { ...executionInLines(messages, ARN), ...(page.nextToken !== undefined && { nextToken: page.nextToken }) }
    },
  }
  const loader = createLogLoader({ source, surroundings: time })
  const over = () => {
    const { phase } = loader.view.progress
    // So many pages were read that a person has to say that it shall go on: here they do.
    if (phase === 'paused') loader.view.resume()
    return phase === 'complete' || phase === 'failed'
  }
  loader.start()
  return { loader, time, asked, defined, twice, end: () => time.until(over, 2_000) }
}

const onTime = (events: readonly HistoryEvent[], arn = ARN): Arriving[] =>
  events.map(event => ({ ...logLineOf(event, arn), arrivesAt: 0 }))

/** Whatever else may stand in a log: text for the one who reads it, never an event of this execution. */
const HOSTILE = fc.constantFrom(
  ...['', '{', '<script>alert(1)</script>', `${ARN} happened`, '[{"execution_arn":1}]', '\u0000\ud800'],
  JSON.stringify({ execution_arn: ARN, type: 'ExecutionStarted', id: 'x' }),
  JSON.stringify({ execution_arn: ARN, id: '-1', type: '__proto__', details: { __proto__: null } }),
  JSON.stringify({ execution_arn: [ARN], id: '2', type: 'ExecutionFailed' }),
  JSON.stringify({ message: { execution_arn: arnOf(1), id: '1', type: 'ExecutionAborted', event_timestamp: '1' } }),
)

describe('an Express execution read from its log', () => {
  it('gives the tree of its history, shuffled, late, in pages, among nine others and hostile lines', async () => {
    const property = fc.asyncProperty(
      randomCase(),
      fc.record({
        lateness: fc.infiniteStream(fc.nat(40_000)),
        sizes: fc.array(fc.nat(150), { minLength: 1, maxLength: 6 }),
        hostile: fc.array(HOSTILE, { maxLength: 8 }),
        told: fc.boolean(),
        matchesAll: fc.boolean(),
        agoMs: fc.constantFrom(500, 30_000, 40 * MINUTE),
      }),
      async ({ machine, options }, { lateness, sizes, hostile, told, matchesAll, agoMs }) => {
        const startAt = createVirtualTime().now() - agoMs
        const { events } = simulate(machine, { ...options, redrives: [], maxEvents: 400, startAt, tickMs: 1 })
        const last = events.at(-1)
        fc.pre(last !== undefined && STATUS_AFTER.has(last.type) && last.timestamp - startAt < 5 * MINUTE)
        const late = (line: ServedLogLine): Arriving => ({ ...line, arrivesAt: line.at + (lateness.next().value ?? 0) })
        const others = Array.from({ length: 9 }, (_, run) => onTime(events.slice(0, 20), arnOf(run + 1)))
        const served = reading({
          lines: [
            ...events.map(event => late(logLineOf(event, ARN))),
            ...others.flat().map(late),
            ...hostile.map(message => late({ message, at: startAt + 1 })),
          ].toSorted((a, b) => a.arrivesAt - b.arrivesAt),
          startedAt: told ? startAt : undefined,
          // Some pages are empty; a whole round of them is not.
          pageLines: page => Math.max(sizes[page % sizes.length] ?? 1, page % sizes.length === 0 ? 1 : 0),
          matchesAll,
        })
        const expected = createTreeBuilder()
        expected.append(events)
        await served.end()
        // Nothing can be known of a log that was empty when it was searched: a person asks again.
        if (served.loader.view.log?.over === 'nothing') {
          const later = served.time.now() + 45_000
          void served.time.sleep(45_000, new AbortController().signal)
          await served.time.until(() => served.time.now() >= later)
          served.loader.view.refresh()
          await served.end()
        }
        expect(served.loader.view.log?.over).toBe('whole')
        const tree = served.loader.view.tree
        expect(tree && outlineOf(tree)).toEqual(outlineOf(expected.tree))
        expect(served.twice).toEqual([])
      },
    )
    await fc.assert(property, { numRuns: 40 })
  }, 120_000)

  it('is searched newest first where nobody told when it ran, and no further than it takes', async () => {
    const served = reading({ lines: onTime(HISTORY) })
    await served.end()
    const { tree, summary, log } = served.loader.view
    expect([tree?.eventCount, log?.over, served.asked.length]).toEqual([4, 'whole', 1])
    expect(JSON.parse(served.asked[0] ?? '')).toMatchObject({
      startFromHead: false,
      startTime: served.time.now() - 180 * MINUTE,
    })
    expect(summary).toMatchObject({ status: 'SUCCEEDED', name: 'run-0', input: '{"a":1}', output: '{}' })
  })

  it('is looked for around the time that a link tells', async () => {
    const startedAt = 1_789_999_990_000 - 90 * 24 * 60 * MINUTE
    const lines = onTime(HISTORY.map(event => ({ ...event, timestamp: event.timestamp - 90 * 24 * 60 * MINUTE })))
    const served = reading({ lines, startedAt })
    await served.end()
    expect(served.loader.view.log?.over).toBe('whole')
    expect(JSON.parse(served.asked[0] ?? '')).toMatchObject({
      startTime: startedAt - MINUTE,
      endTime: startedAt + 6 * MINUTE,
    })
  })

  it('is looked for further back when a person says so, each time only where nobody looked', async () => {
    const at = -2 * 24 * 60 * MINUTE
    const lines = onTime(HISTORY.map(event => ({ ...event, timestamp: event.timestamp + at })))
    const served = reading({ lines })
    await served.end()
    expect(served.loader.view.log?.over).toBe('nothing')
    served.loader.view.log?.widen?.go()
    await served.end()
    expect(served.loader.view.log?.over).toBe('nothing')
    served.loader.view.log?.widen?.go()
    await served.end()
    expect(served.loader.view.log?.over).toBe('whole')
    const windows = served.asked.map(text => JSON.parse(text) as { startTime: number; endTime: number })
    expect(windows.map(({ endTime }) => endTime).slice(1)).toEqual(
      windows.map(({ startTime }) => startTime).slice(0, -1),
    )
  })

  it('is followed while it runs, and settled when no more can come', async () => {
    const lines = onTime(HISTORY.slice(0, 3))
    const served = reading({ lines })
    await served.time.until(() => served.loader.view.progress.phase === 'following')
    expect(served.loader.view.summary?.status).toBe('RUNNING')
    await served.end()
    const { summary, tree, log } = served.loader.view
    expect([log?.over, tree?.isFinal, summary?.status]).toEqual(['settled', true, undefined])
    expect(summary?.partial).toContain('The log does not tell how it ended')
    expect(served.time.now() - 1_790_000_000_000).toBeLessThan(8 * MINUTE)
  })

  it('has the definition of today, which is told apart from one that it ran with, asked for once', async () => {
    const served = reading({ lines: onTime(HISTORY), pageLines: () => 1 })
    await served.end()
    expect(served.loader.view.definition).toBeUndefined()
    expect(served.loader.view.log?.todaysDefinition).toBe('{"Comment":"today"}')
    expect(served.defined).toEqual([undefined])
  })

  it.each([
    ['arn:aws:states:eu-west-1:123456789012:stateMachine:Orders:7', true],
    ['arn:aws:states:eu-west-1:123456789012:stateMachine:Orders:live', false],
    ['arn:aws:states:eu-west-1:123456789012:stateMachine:Secrets:7', false],
    ['arn:aws:states:eu-west-1:999999999999:stateMachine:Orders:7', false],
    ['arn:aws:states:eu-west-1:123456789012:stateMachine:Orders/Map:7', false],
    ['7', false],
  ])(
    'has the definition of the version that its start names, if it is one of its own machine: %s',
    async (arn, isOwn) => {
      const [start, ...rest] = HISTORY
      const named = start && { ...start, details: { ...start.details, stateMachineVersionArn: arn } }
      const served = reading({ lines: onTime(named === undefined ? [] : [...rest, named]) })
      await served.end()
      const { definition, log } = served.loader.view
      expect([definition, log?.todaysDefinition]).toEqual(
        isOwn ? [`{"Comment":"${arn}"}`, undefined] : [undefined, '{"Comment":"today"}'],
      )
      expect(served.defined).toEqual([isOwn ? arn : undefined])
    },
  )

  it('says what a level leaves out, and that data are not logged', async () => {
    const failed = {
      id: 9,
      previousEventId: 8,
      type: 'ExecutionFailed',
      timestamp: 1_789_999_000_000,
      details: {},
    } as const
    const machine = { logLevel: 'ERROR', logsExecutionData: false }
    const served = reading({ lines: onTime([failed]), machine })
    await served.end()
    const { summary, log } = served.loader.view
    expect([log?.over, summary?.status]).toEqual(['settled', 'FAILED'])
    expect([summary?.partial, ...(summary?.notices ?? [])]).toEqual([
      '8 of 9 events are not in the log',
      expect.stringContaining('at level ERROR'),
      expect.stringContaining('no inputs and outputs'),
    ])
  })

  it('asks nothing of the log where the state machine writes none', async () => {
    const served = reading({ lines: [], machine: { logLevel: 'OFF' } })
    await served.end()
    expect([served.loader.view.error?.code, served.asked]).toEqual(['LogsNotWritten', []])
  })

  it('goes on where it was refused, once that is mended', async () => {
    let off = true
    const refuse = () => {
      if (off) throw new SourceError('GatewayLogsOff', 'off')
    }
    const served = reading({ lines: onTime(HISTORY), fails: refuse })
    await served.end()
    expect([served.loader.view.error?.code, served.asked]).toEqual(['GatewayLogsOff', []])
    off = false
    served.loader.view.retry()
    await served.time.until(() => served.loader.view.log?.over === 'whole')
    expect(served.loader.view.error).toBeUndefined()
  })

  it('can be paused and gone on with', async () => {
    const served = reading({ lines: onTime(HISTORY), pageLines: () => 1 })
    await served.time.until(() => served.loader.view.progress.loadedEvents > 0)
    served.loader.view.pause()
    const asked = served.asked.length
    await served.time.settle()
    expect([served.loader.view.progress.phase, served.asked.length]).toEqual(['paused', asked])
    served.loader.view.resume()
    await served.end()
    expect(served.loader.view.log?.over).toBe('whole')
  })
})
