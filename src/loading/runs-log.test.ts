import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LogGroups, logLineOf, type ServedLogLine } from '../fake-aws/logs.ts'
import type { Millis } from '../history/events.ts'
import type { MachineSummary } from '../history/execution-summary.ts'
import { runsInLines, runsPattern } from '../history/logged-run.ts'
import { parseStatesArn } from '../history/states-arn.ts'
import type { RunLogSource } from '../source/run-source.ts'
import { SourceError } from '../source/source.ts'
import { DEFAULT_LOAD_SETTINGS } from './load-settings.ts'
import { createRunsLog, REQUESTS_AT_ONCE } from './runs-log.ts'
import type { RunsRange } from './runs-log-plan.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const GROUP = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/states/shared'
const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Orders'
const NOW = createVirtualTime().now()
const [MINUTE, HOUR] = [60_000, 3_600_000]
const arnOf = (name: string, machine = 'Orders') =>
  `arn:aws:states:eu-west-1:123456789012:express:${machine}:${name}:${'0'.repeat(8)}-0000-0000-0000-${name.padStart(12, '0')}`

interface Arriving extends ServedLogLine {
  readonly arrivesAt: Millis
}

interface Served {
  readonly lines: readonly Arriving[]
  readonly range?: RunsRange
  readonly pageLines?: ((page: number) => number) | undefined
  readonly matchesAll?: boolean
  readonly fails?: (() => void) | undefined
}

interface Asked {
  readonly startTime: Millis
  readonly endTime: Millis
  readonly nextToken?: string
}

/** A loader over a log in which lines arrive as time goes by, and all that it asked. */
function reading({ lines, range = { hours: 1, until: undefined }, pageLines, matchesAll = false, fails }: Served) {
  const time = createVirtualTime()
  const groups = new LogGroups()
  const asked: Asked[] = []
  const calls: string[] = []
  const parsed = parseStatesArn(MACHINE)
  if (parsed?.kind !== 'stateMachine') throw new Error('no machine')
  const machine: MachineSummary = {
    ...{ stateMachineArn: MACHINE, name: 'Orders', type: 'EXPRESS', revisionId: undefined },
    ...{ logLevel: 'ALL', logGroupArn: GROUP, logsExecutionData: true },
  }
  let left = [...lines]
  const source: RunLogSource = {
    describeMachine: async () => {
      calls.push('describe')
      return machine
    },
    readLoggedRuns: async (group, { fromMs, toMs, newestFirst, token }) => {
      calls.push('read')
      fails?.()
      groups.write(
        group,
        left.filter(({ arrivesAt }) => arrivesAt <= time.now()),
      )
      left = left.filter(({ arrivesAt }) => arrivesAt > time.now())
      const question = {
        ...{ logGroupIdentifier: group, startTime: fromMs, endTime: toMs, filterPattern: runsPattern(parsed) },
        startFromHead: newestFirst !== true,
        ...(token !== undefined && { nextToken: token }),
      }
      asked.push(question)
      const page = groups.filter(question, { pageLines, matchesAll, generation: 1 })
      const messages = (page['events'] as { message: string }[]).map(({ message }) => message)
      const { nextToken } = page as { nextToken?: string }
      const told = { lines: runsInLines(messages, parsed), bytes: messages.join('').length }
      return nextToken === undefined ? told : { ...told, nextToken }
    },
  }
  const loader = createRunsLog(machine, range, { source, surroundings: time, settings: DEFAULT_LOAD_SETTINGS })
  const phase = () => loader.view.log.phase
  const end = () => time.until(() => phase() === 'complete' || phase() === 'held' || phase() === 'failed')
  return { loader, time, asked, calls, phase, end, first: () => time.until(() => phase() !== 'reading') }
}

const event = (type: string, timestamp: Millis, details = {}) => ({
  ...{ id: type === 'ExecutionStarted' ? 1 : 9, previousEventId: 0, type, timestamp, details },
})
const started = (name: string, at: Millis, details = {}) =>
  logLineOf(event('ExecutionStarted', at, details), arnOf(name))
const ended = (name: string, at: Millis, type = 'ExecutionSucceeded', details = {}) =>
  logLineOf(event(type, at, details), arnOf(name))
const onTime = (lines: readonly ServedLogLine[]): Arriving[] => lines.map(line => ({ ...line, arrivesAt: 0 }))
const aRun = (name: string, at: Millis) => [started(name, at), ended(name, at + 2_000)]
const namesOf = ({ loader }: ReturnType<typeof reading>) =>
  Array.from({ length: loader.view.list.count }, (_, position) => loader.view.list.nameAt(position))

/** What else may stand in a log that many write to. */
const NOISE: readonly ServedLogLine[] = [
  logLineOf(event('ExecutionStarted', NOW - MINUTE), arnOf('other', 'OrdersOfOthers')),
  logLineOf(event('ExecutionFailed', NOW - MINUTE), arnOf('child', 'Orders/Fan')),
  logLineOf(event('PassStateEntered', NOW - MINUTE, { name: 'ExecutionStarted' }), arnOf('states')),
  { at: NOW - MINUTE, message: `ExecutionStarted <script> ${arnOf('x')}` },
  { at: NOW - MINUTE, message: JSON.stringify({ type: 'ExecutionFailed', execution_arn: [arnOf('y')] }) },
]

const randomRun = fc.record({
  agoMs: fc.integer({ min: 6 * MINUTE, max: 59 * MINUTE }),
  tookMs: fc.integer({ min: 1, max: 290_000 }),
  end: fc.constantFrom('ExecutionSucceeded', 'ExecutionFailed', 'ExecutionTimedOut', 'ExecutionAborted', undefined),
  isStartLogged: fc.boolean(),
  startLate: fc.nat(50_000),
  endLate: fc.nat(50_000),
})

describe('the runs of an Express machine, read from its log', () => {
  it('are those that ran, whatever order their lines come in, in pages, late, among others', async () => {
    const sizes = fc.array(fc.nat(12), { minLength: 1, maxLength: 5 })
    const property = fc.asyncProperty(
      fc.array(randomRun, { maxLength: 20 }),
      sizes,
      fc.boolean(),
      async (runs, pages, all) => {
        const told = runs.map((run, at) => ({ ...run, name: `r${at}`, at: NOW - run.agoMs }))
        const lines = told.flatMap(({ name, at, tookMs, end, isStartLogged, startLate, endLate }) => [
          ...(isStartLogged || end === undefined
            ? [{ ...started(name, at), arrivesAt: NOW - 50_000 + startLate }]
            : []),
          ...(end === undefined ? [] : [{ ...ended(name, at + tookMs, end), arrivesAt: NOW - 50_000 + endLate }]),
        ])
        const pageLines = (page: number) => Math.max(pages[page % pages.length] ?? 1, page % pages.length === 0 ? 1 : 0)
        const served = reading({ lines: [...onTime(NOISE), ...lines], pageLines, matchesAll: all })
        served.loader.start()
        for (let wish = 0; wish < 30; wish++) {
          await served.end()
          if (served.phase() === 'complete') break
          served.loader.readOlder()
        }
        expect(served.phase()).toBe('complete')
        const { list } = served.loader.view
        expect(list.count).toBe(told.length)
        for (const { name, at, tookMs, end, isStartLogged } of told) {
          const run = list.run(list.positionOf(arnOf(name)))
          const isStartTold = isStartLogged || end === undefined
          expect(run).toMatchObject({ name, startedAt: isStartTold ? at : undefined })
          expect(run.stoppedAt).toBe(end === undefined ? undefined : at + tookMs)
        }
        const texts = served.asked.map(one => JSON.stringify(one))
        expect(new Set(texts).size).toBe(texts.length)
      },
    )
    await fc.assert(property, { numRuns: 40 })
  }, 60_000)

  it('are asked for newest first, a little wider than the range, and no further', async () => {
    const served = reading({ lines: onTime([...aRun('new', NOW - 10 * MINUTE), ...aRun('old', NOW - 2 * HOUR)]) })
    expect(served.asked).toEqual([])
    served.loader.start()
    await served.first()
    expect(served.asked).toMatchObject([
      { startTime: NOW - HOUR - 5 * MINUTE, endTime: NOW + MINUTE, startFromHead: false },
    ])
    expect(namesOf(served)).toEqual(['new'])
    expect(served.calls).toEqual(['read'])
  })

  it('of a longer range cost only what it adds, of a shorter one nothing', async () => {
    const served = reading({ lines: onTime([...aRun('new', NOW - 10 * MINUTE), ...aRun('old', NOW - 2 * HOUR)]) })
    served.loader.start()
    await served.end()
    const before = served.asked.length
    served.loader.setRange({ hours: 6, until: undefined })
    await served.end()
    expect(served.asked.slice(before)).toMatchObject([
      { startTime: NOW - 6 * HOUR - 5 * MINUTE, endTime: NOW - HOUR - 5 * MINUTE - 1 },
    ])
    expect(namesOf(served)).toEqual(['new', 'old'])
    served.loader.setRange({ hours: 1, until: undefined })
    await served.end()
    expect(served.asked.length).toBe(before + 1)
  })

  it('of a week are asked for in windows that the gateway lets through', async () => {
    const served = reading({ lines: [], range: { hours: 168, until: undefined } })
    served.loader.start()
    await served.first()
    const lengths = served.asked.map(({ startTime, endTime }) => endTime - startTime)
    expect(served.asked[1]?.endTime).toBe((served.asked[0]?.startTime ?? 0) - 1)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(168 * HOUR)
    expect(lengths.length).toBe(2)
  })

  it('of a time that is over are not followed', async () => {
    const until = NOW - 24 * HOUR
    const served = reading({ lines: onTime(aRun('then', until - MINUTE)), range: { hours: 1, until } })
    served.loader.start()
    await served.end()
    expect([served.phase(), namesOf(served), served.asked.length]).toEqual(['complete', ['then'], 1])
    expect(served.asked[0]?.endTime).toBe(until + 5 * MINUTE)
  })

  it('are followed for a minute, and as long as one of them runs', async () => {
    const late = { ...ended('a', NOW + 100_000), arrivesAt: NOW + 110_000 }
    const served = reading({ lines: [...onTime([started('a', NOW - MINUTE)]), late] })
    served.loader.start()
    await served.first()
    expect([served.phase(), served.loader.view.list.isRunning(0)]).toEqual(['following', true])
    await served.end()
    expect(served.loader.view.list.run(0)).toMatchObject({ status: 'SUCCEEDED', stoppedAt: NOW + 100_000 })
    expect(served.time.now() - NOW).toBeGreaterThan(110_000)
    expect(served.time.now() - NOW).toBeLessThan(130_000)
  })

  it('that never told an end are not said to run for ever', async () => {
    const served = reading({ lines: onTime([started('a', NOW - 3 * MINUTE)]) })
    served.loader.start()
    await served.end()
    expect([served.phase(), served.loader.view.list.statusAt(0)]).toEqual(['complete', undefined])
    expect(served.time.now() - NOW).toBeLessThan(5 * MINUTE)
  })

  it('cost so many requests, and more when a person says so; a cancel asks no more', async () => {
    const lines = onTime(Array.from({ length: 60 }, (_, at) => aRun(`r${at}`, NOW - at * 30_000 - MINUTE)).flat())
    const served = reading({ lines, pageLines: page => (page % 2 === 0 ? 0 : 3) })
    served.loader.start()
    await served.end()
    expect([served.phase(), served.asked.length, served.loader.view.isWhole]).toEqual(['held', REQUESTS_AT_ONCE, false])
    served.loader.readOlder()
    await served.time.settle()
    served.loader.cancel()
    const asked = served.asked.length
    while (await served.time.next());
    expect([served.phase(), served.asked.length]).toEqual(['cancelled', asked])
    for (let wish = 0; wish < 9 && !served.loader.view.isWhole; wish++) {
      served.loader.readOlder()
      await served.end()
    }
    expect(served.loader.view.list.count).toBe(60)
  })

  it('say by what they failed, with no further call', async () => {
    const details = { error: 'Payment.Declined', cause: 'card 4711' }
    const lines = [...aRun('good', NOW - MINUTE), ended('bad', NOW - MINUTE, 'ExecutionFailed', details)]
    const served = reading({ lines: onTime(lines) })
    served.loader.start()
    await served.first()
    expect([...served.loader.view.log.causes]).toMatchObject([
      [arnOf('bad'), { error: 'Payment.Declined', causeText: 'card 4711', eventId: 9 }],
    ])
    expect(served.calls).toEqual(['read'])
  })

  it('go on after a failure where it stopped', async () => {
    let failing = false
    const lines = onTime(Array.from({ length: 6 }, (_, at) => aRun(`r${at}`, NOW - at * MINUTE - MINUTE)).flat())
    const fails = () => {
      if (failing) throw new SourceError('AccessDeniedException', 'You may not.')
    }
    const served = reading({ lines, pageLines: () => 4, fails })
    served.loader.subscribe(() => {
      failing = served.loader.view.pages === 1
    })
    served.loader.start()
    await served.end()
    expect([served.phase(), served.loader.view.error?.code, served.asked.length]).toEqual([
      ...['failed', 'AccessDeniedException', 1],
    ])
    served.loader.subscribe(() => {
      failing = false
    })
    served.loader.retry()
    await served.end()
    expect(served.loader.view.list.count).toBe(6)
    expect(served.asked.filter(({ nextToken }) => nextToken === undefined).length).toBeGreaterThan(1)
    expect(served.asked[1]?.nextToken).toBeDefined()
  })

  it('have their group named anew to a gateway that was started anew', async () => {
    let isKnown = false
    const fails = () => {
      if (!isKnown) throw new SourceError('GatewayLogGroupUnknown', 'Which group?')
    }
    const served = reading({ lines: onTime(aRun('a', NOW - MINUTE)), fails })
    served.loader.start()
    await served.end()
    isKnown = true
    served.loader.retry()
    await served.first()
    expect([served.calls.slice(0, 3), served.loader.view.list.count]).toEqual([['read', 'describe', 'read'], 1])
  })
})
