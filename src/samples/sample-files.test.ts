import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseHistory } from '../history/parse-history.ts'
import { checkRules } from '../simulator/check-rules.ts'
import { type Forest, type SimulatedExecution, simulateForest } from '../simulator/forest/simulate-forest.ts'
import { trueAnswer } from '../simulator/forest/true-answer.ts'
import { simulate } from '../simulator/simulate.ts'
import { compareNames } from '../words/compare-names.ts'
import { fortyNights } from './forty-nights.ts'
import { type SampleEntry, sampleFiles } from './sample-files.ts'
import { SAMPLES } from './samples.ts'

const folder = join(import.meta.dirname, '../../public/samples')
const files = sampleFiles()

function forestOf(name: string): Forest {
  const sample = SAMPLES.find(candidate => candidate.name === name)
  if (!sample) throw new Error(`no sample "${name}"`)
  return simulateForest(sample.machine, sample.options)
}

function sampled(name: string): SimulatedExecution {
  return forestOf(name).root
}

function typesOf(name: string): string[] {
  return sampled(name).events.map(({ type }) => type)
}

describe('public/samples', () => {
  it.each(files)('holds $name as `npm run samples` writes it', ({ name, text }) => {
    expect(readFileSync(join(folder, name), 'utf8') === text, `${name} is stale`).toBe(true)
  })

  it('holds nothing else', () => {
    expect(readdirSync(folder).toSorted()).toEqual(files.map(({ name }) => name).toSorted())
  })

  it.each(SAMPLES.map(({ name }) => name))('%s reads as one whole history that obeys the rules', name => {
    const { executions } = parseHistory(readFileSync(join(folder, `${name}.json`), 'utf8'))
    expect(executions).toHaveLength(1)
    expect(executions.flatMap(({ events }) => checkRules(events))).toEqual([])
  })
})

describe('the samples show what they promise', () => {
  it('retry storm: four attempts, each backoff twice the one before', () => {
    const times = sampled('retry-storm').events.filter(({ details }) => details?.['resource'] === 'invoke')
    const [first, second, third] = [1, 2, 3].map(at => waitBetween(times, at))
    expect([first, second, third]).toEqual([2000, 4000, 8000])
  })

  it('map fan-out: a thousand items, a dozen put aside, one fatal', () => {
    const { spans, status } = sampled('map-fan-out')
    expect(status).toBe('FAILED')
    expect(spans.filter(({ outcome, kind }) => kind === 'stateVisit' && outcome === 'caught').length).toBeGreaterThan(9)
    expect(spans.filter(({ outcome, kind }) => kind === 'mapIteration' && outcome === 'failed')).toHaveLength(1)
    const started = sampled('map-fan-out').events.find(({ type }) => type === 'MapStateStarted')
    expect(started?.details?.['length']).toBe(1000)
  })

  it('map retry: two rounds in one visit', () => {
    expect(typesOf('map-retry').filter(type => type === 'MapStateStarted')).toHaveLength(2)
  })

  it('redrive: two redrives, and success', () => {
    expect(typesOf('redrive').filter(type => type === 'ExecutionRedriven')).toHaveLength(2)
    expect(typesOf('redrive').at(-1)).toBe('ExecutionSucceeded')
  })

  it('distributed Map: two Map Runs, and a child execution by ARN', () => {
    expect(typesOf('distributed-map').filter(type => type === 'MapRunStarted')).toHaveLength(2)
    expect(JSON.stringify(sampled('distributed-map').events)).toContain('ExecutionArn')
  })

  it('distributed Map: one Map Run over its tolerance, one with failures to spare', () => {
    const forest = forestOf('distributed-map')
    expect([...forest.mapRuns.values()].map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED'])
    expect(forest.root.status).toBe('SUCCEEDED')
    expect(forest.executions.size).toBeGreaterThan(3000)
  })

  it('order platform: the cause lies two executions down', () => {
    const { cause, via } = trueAnswer(forestOf('order-platform'))
    expect(via.map(({ child }) => child.split(':')[6])).toEqual(['PaymentService', 'CardCharge'])
    expect(cause).toMatchObject({ states: ['ChargeCard'], error: 'ProcessorUnavailable', attempt: 3, attempts: 3 })
  })

  it('nightly billing: twenty thousand events', () => {
    expect(Math.round(typesOf('nightly-billing').length / 1000)).toBe(20)
  })
})

describe('forty nights of billing', () => {
  const nights = fortyNights.runs.map(({ name, version, machine, options }) => {
    const { events, status, failures } = simulate(machine, options)
    return { name, version, events, status, failures }
  })

  it('obey the rules, and are one machine in two versions', () => {
    expect(new Set(nights.map(({ name }) => name)).size).toBe(40)
    expect(nights.flatMap(({ events }) => checkRules(events))).toEqual([])
    expect(nights.findIndex(({ version }) => version === '12')).toBe(28)
    expect(nights.every(({ version }, night) => version === (night < 28 ? '11' : '12'))).toBe(true)
  })

  it('fail three times in two ways', () => {
    const ends = nights
      .filter(({ status }) => status === 'FAILED')
      .map(({ events }) => JSON.stringify(events.at(-1)?.details?.['error']))
    expect(ends.toSorted(compareNames)).toEqual([
      '"Lambda.TooManyRequestsException"',
      '"Lambda.TooManyRequestsException"',
      '"SchemaMismatch"',
    ])
  })

  it('drift in one state: the others take as long in the last week as in the first', () => {
    const whole = nights.filter(({ status }) => status === 'SUCCEEDED')
    const meanMs = (state: string, from: number, to?: number) => {
      const times = whole.slice(from, to).map(({ events }) => timeIn(events, state))
      return times.reduce((sum, ms) => sum + ms, 0) / times.length
    }
    const slower = (state: string) => meanMs(state, -7) / meanMs(state, 0, 7)
    expect(slower('ChargeTenants')).toBeGreaterThan(1.3)
    for (const state of ['LoadUsage', 'RenderInvoices']) expect(Math.abs(slower(state) - 1)).toBeLessThan(0.1)
  })

  it('fit a small file', () => {
    const file = files.find(({ name }) => name === 'forty-nights.runs.json')
    expect(gzipSync(file?.text ?? '').byteLength).toBeLessThan(40_000)
  })
})

it('what a sample tells of its children stays small', () => {
  const bytes = files.filter(({ name }) => name.endsWith('.children.json')).map(({ text }) => Buffer.byteLength(text))
  expect(bytes).toHaveLength(2)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(500_000)
})

describe('the index', () => {
  const index: SampleEntry[] = JSON.parse(files.at(-1)?.text ?? '[]')

  it('draws each thumbnail within its frame', () => {
    for (const { thumbnail } of index) {
      expect(thumbnail.length).toBeGreaterThan(2)
      expect(thumbnail.filter(({ from, to }) => from < 0 || from > to || to > 1)).toEqual([])
    }
  })
})

/** From a state's first entry to its last exit. */
function timeIn(events: SimulatedExecution['events'], state: string): number {
  const own = events.filter(
    ({ type, details }) => /^(Task|Map)State(Entered|Exited)$/.test(type) && details?.['name'] === state,
  )
  return (own.at(-1)?.timestamp ?? 0) - (own[0]?.timestamp ?? 0)
}

/** From the end of an attempt to the next Scheduled, ms. */
function waitBetween(events: SimulatedExecution['events'], attempt: number): number {
  const scheduled = events.filter(({ type }) => type === 'TaskScheduled')[attempt]
  const before = events.findLast(({ id }) => scheduled && id < scheduled.id)
  return (scheduled?.timestamp ?? 0) - (before?.timestamp ?? 0)
}
