import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ExplainBench, startExplainBench } from '../../e2e/explain-bench.ts'
import { logLineOf } from '../fake-aws/logs.ts'
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

  describe('of an Express machine', () => {
    const machine = MACHINE.replace('Nightly', 'Quick')
    const group = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/states/Quick'
    const arn = (name: string) => `arn:aws:states:eu-west-1:123456789012:express:Quick:${name}:id-of-${name}`
    const asked = () => bench.endpoint.log.map(({ action }) => action)
    const write = (level: 'ALL' | 'ERROR' | 'OFF' = 'ALL') => {
      const now = Date.now()
      bench.endpoint.addMachine({
        ...{ arn: machine, type: 'EXPRESS', level, includeExecutionData: true, logGroupArn: group },
      })
      const line = (name: string, id: number, type: string, ago: number) =>
        logLineOf({ id, type, previousEventId: 0, timestamp: now - ago, details: { error: 'E' } }, arn(name))
      const starts = [line('a', 1, 'ExecutionStarted', 60_000), line('b', 1, 'ExecutionStarted', 3 * HOUR)]
      bench.endpoint.writeLog(group, [
        ...(level === 'ALL' ? [...starts, line('a', 5, 'ExecutionSucceeded', 59_000)] : []),
        line('b', 5, 'ExecutionFailed', 3 * HOUR - 500),
      ])
    }

    it('are listed from its log with --logs, of the last hour unless told', async () => {
      write()
      const { status, text, complaints } = await bench.runs(machine, '--logs')
      expect([status, complaints]).toEqual([0, []])
      expect(text).toMatch(/^1 run: 1 succeeded\..*\n✓ .* {2}1\.00 s {2}a\n$/s)
      expect(asked()).toEqual(['ListExecutions', 'DescribeStateMachine', 'FilterLogEvents'])
      const told = JSON.parse((await bench.runs(machine, '--logs', '--since', '4h', '--json')).text)
      expect(told).toMatchObject({ whole: true, count: 2, failureRate: 0.5 })
      expect(told.runs).toMatchObject([
        { name: 'a', arn: arn('a'), status: 'SUCCEEDED', durationMs: 1_000 },
        { name: 'b', arn: arn('b'), status: 'FAILED', durationMs: 500 },
      ])
    })

    it('are not read without --logs, nor where nothing is logged', async () => {
      write()
      expect((await bench.runs(machine)).status).toBe(1)
      bench.endpoint.reset()
      write('OFF')
      const { status, complaints } = await bench.runs(machine, '--logs')
      expect([status, complaints]).toEqual([1, [expect.stringContaining('logs nothing')]])
      expect(asked()).not.toContain('FilterLogEvents')
    })

    it('are told without a share where what succeeded is not logged', async () => {
      write('ERROR')
      const { text, complaints } = await bench.runs(machine, '--logs', '--since', '4h')
      expect(text).toMatch(/^1 run: 1 failed\.\n✕ before .* {2}duration not told {2}b\n$/)
      expect(complaints).toEqual([expect.stringContaining('level ERROR')])
    })

    it('cost no more requests than allowed, and say where that was too few', async () => {
      write()
      bench.endpoint.logPageLines = () => 1
      const { text, complaints } = await bench.runs(machine, '--logs', '--requests', '3', '--json')
      expect([asked().length, JSON.parse(text).whole, complaints.length]).toEqual([3, false, 1])
    })
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
