import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ExplainBench, startExplainBench } from '../../e2e/explain-bench.ts'
import { eventsOf } from '../simulator/event-notation.ts'
import { parseCommandLine } from './command-line.ts'

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Nightly'
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A run that took five minutes. */
function run(name: string, startedAt: number, end = 'ExecutionSucceeded output={}') {
  const ended = end === '' ? '' : `  2<0 ${end} @${startedAt + 300_000}`
  return {
    arn: `arn:aws:states:eu-west-1:123456789012:execution:Nightly:${name}`,
    events: eventsOf(`1<0 ExecutionStarted input={} @${startedAt}${ended}`),
  }
}

describe('sfn-timeline runs', () => {
  let bench: ExplainBench
  beforeAll(async () => {
    bench = await startExplainBench()
  })
  beforeEach(() => bench.endpoint.reset())
  afterAll(() => bench.close())

  it('lists runs newest first, with what came of them', async () => {
    const now = Date.now()
    bench.endpoint.add(run('a', now - 3 * HOUR))
    bench.endpoint.add(run('b', now - HOUR, 'ExecutionFailed error=E cause=c'))
    bench.endpoint.add(run('c', now - 2 * HOUR, ''))
    const { status, text, complaints } = await bench.runs(MACHINE)
    expect([status, complaints]).toEqual([0, []])
    const [head, ...lines] = text.trimEnd().split('\n')
    expect(head).toMatch(/^3 runs: 1 succeeded, 1 failed, 1 running\. 50\.0 % .* failed\. Successes took 5 m \(p50\)/)
    expect(lines.map(line => [line[0], line.split('  ').at(-1)])).toEqual([
      ['✕', 'b'],
      ['…', 'c'],
      ['✓', 'a'],
    ])
  })

  it('leaves out what started before the time asked for', async () => {
    const now = Date.now()
    bench.endpoint.add(run('old', now - 8 * DAY))
    bench.endpoint.add(run('new', now - 6 * DAY))
    const { text } = await bench.runs(MACHINE, '--since', '7d', '--json')
    const told = JSON.parse(text)
    expect(told).toMatchObject({ stateMachineArn: MACHINE, whole: true, count: 1, failureRate: 0, p50Ms: 300_000 })
    expect(told.runs).toMatchObject([{ name: 'new', status: 'SUCCEEDED', durationMs: 300_000, redriveCount: 0 }])
  })

  it('reads on until all that was asked for is there, and not further', async () => {
    const now = Date.now()
    for (let at = 0; at < 3500; at++) bench.endpoint.add(run(`n${at}`, now - (at + 1) * HOUR))
    const asked = async (...more: readonly string[]) => {
      const before = bench.endpoint.log.length
      const { text, complaints } = await bench.runs(MACHINE, '--json', ...more)
      const { count, whole } = JSON.parse(text)
      return { count, whole, complaints: complaints.length, requests: bench.endpoint.log.length - before }
    }
    expect(await asked()).toEqual({ count: 1000, whole: false, complaints: 1, requests: 1 })
    // The second page alone says that nothing newer is left.
    expect(await asked('--since', '999h')).toMatchObject({ count: 998, whole: true, complaints: 0, requests: 2 })
    expect(await asked('--since', '4000h', '--requests', '2')).toEqual({
      ...{ count: 2000, whole: false, complaints: 1, requests: 2 },
    })
    expect(await asked('--since', '4000h')).toEqual({ count: 3500, whole: true, complaints: 0, requests: 4 })
  })

  it('lists what a version or an alias started', async () => {
    const now = Date.now()
    bench.endpoint.add({ ...run('a', now - HOUR), startedBy: '2' })
    bench.endpoint.add({ ...run('b', now - HOUR), startedBy: 'live' })
    expect(JSON.parse((await bench.runs(`${MACHINE}:live`, '--json')).text).runs).toMatchObject([
      { name: 'b', startedBy: 'live' },
    ])
    expect((await bench.runs(`${MACHINE}:2`)).text).toContain('a (by 2)')
  })

  it('says where the runs of an Express one are', async () => {
    bench.endpoint.add({ arn: 'arn:aws:states:eu-west-1:123456789012:express:Quick:n:id', events: [] })
    const { status, text, complaints } = await bench.runs(MACHINE.replace('Nightly', 'Quick'))
    expect([status, text]).toEqual([1, ''])
    expect(complaints).toEqual([expect.stringContaining('its runs are in its log alone')])
  })

  it('says that there are none', async () => {
    expect((await bench.runs(MACHINE)).text).toBe('No runs.\n')
  })

  it('says what it needs', async () => {
    expect(() => parseCommandLine(['runs'])).toThrow('runs needs a state machine')
    expect(() => parseCommandLine(['runs', MACHINE, '--since', 'soon'])).toThrow('--since must be')
    await expect(bench.runs('Nightly')).rejects.toThrow('names no state machine')
  })
})
