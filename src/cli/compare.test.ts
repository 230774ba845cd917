import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ExplainBench, forestOfSeed, startExplainBench } from '../../e2e/explain-bench.ts'
import { grownForest } from '../../e2e/grown-forest.ts'
import { compareRuns } from '../comparison/compare-runs.ts'
import { comparisonJson } from '../export/comparison.ts'
import { inOrder, task, took } from '../samples/sample.ts'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { type Forest, simulateForest } from '../simulator/forest/simulate-forest.ts'
import { parseCommandLine } from './command-line.ts'
import { runCompare } from './compare.ts'

const samples = join(import.meta.dirname, '../../public/samples')

async function compared(...words: readonly string[]) {
  const command = parseCommandLine(['compare', ...words])
  if (command.kind !== 'compare') throw new Error('not compare')
  let text = ''
  const complaints: string[] = []
  const write = async (piece: string) => {
    text += piece
  }
  const status = await runCompare(command, { write, complain: line => complaints.push(line) })
  return { status, text, complaints }
}

const RETRY = join(samples, 'human-approval.json')
const OTHER = join(samples, 'distributed-map.json')

describe('sfn-timeline compare', () => {
  it('finds nothing between a file and itself', async () => {
    const { status, text } = await compared(RETRY, RETRY)
    expect([status, text.split('\n')[1]]).toEqual([0, 'Nothing differs.'])
  })

  it('gives rows that add up to the totals', async () => {
    const { status, text } = await compared(RETRY, OTHER, '--json')
    expect(status).toBe(0)
    const { criticalPath, selfTime } = JSON.parse(text)
    for (const list of [criticalPath, selfTime]) {
      const sum = (of: 'a' | 'b' | 'delta') =>
        list.rows.reduce((all: number, row: Record<string, number>) => all + (row[of] ?? 0), 0)
      expect(list.rows.length).toBeGreaterThan(0)
      expect(sum('delta')).toBeCloseTo(list.delta, 3)
      expect(sum('a') + list.alike).toBeCloseTo(list.a, 3)
      expect(sum('b') + list.alike).toBeCloseTo(list.b, 3)
    }
  })

  it('asks for two', async () => {
    await expect(compared(RETRY)).rejects.toThrow('compare needs two executions')
  })
})

describe('sfn-timeline compare of executions in AWS', () => {
  let bench: ExplainBench
  beforeAll(async () => {
    bench = await startExplainBench()
  })
  afterAll(() => bench.close())

  /** Two runs of the machine of a seed, with all they started. */
  function servePair(seed: number): readonly [Forest, Forest] {
    const { machine, options } = randomForest(seed)
    const [a, b] = [simulateForest(machine, { ...options, seed: 7 }), simulateForest(machine, { ...options, seed: 9 })]
    bench.serve(a)
    bench.serveToo(b)
    return [a, b]
  }

  it('finds nothing between one and itself', async () => {
    const { root } = forestOfSeed(3)
    bench.serve(forestOfSeed(3))
    const { status, text } = await bench.compare('--json', root.arn, root.arn)
    expect(status).toBe(0)
    expect(JSON.parse(text)).toMatchObject({
      ...{ criticalPath: { delta: 0, rows: [] }, selfTime: { delta: 0, rows: [] }, states: [], divergences: [] },
      input: { is: 'same' },
      definition: { is: 'same' },
    })
  })

  it('says which cannot be read, and why', async () => {
    const { root } = forestOfSeed(3)
    bench.serve(forestOfSeed(3))
    const { status, text, complaints } = await bench.compare(`${root.arn}-gone`, root.arn)
    expect([status, text]).toEqual([1, ''])
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toContain('There is no such execution')
  })

  it.each([3, 5, 8])('adds up with all that both started: machine %i', async seed => {
    const [a, b] = servePair(seed)
    const words = ['--json', '--all-children', '--requests', '900', a.root.arn, b.root.arn]
    const { text } = await bench.compare(...words)
    const told = JSON.parse(text)
    for (const { delta, rows } of [told.criticalPath, told.selfTime]) {
      expect(rows.reduce((sum: number, row: { delta: number }) => sum + row.delta, 0)).toBeCloseTo(delta, 3)
    }
    const [before, after] = [a, b].map(forest => ({ forest: grownForest(forest), member: 0 }))
    if (before === undefined || after === undefined) throw new Error('two were grown')
    const { criticalPath, selfTime, states } = JSON.parse(JSON.stringify(comparisonJson(compareRuns(before, after))))
    expect([told.criticalPath, told.selfTime, told.states]).toEqual([criticalPath, selfTime, states])
  })

  it('reads what both waited for, and names its states by the machine', async () => {
    const [a, b] = [nightly(20_000), nightly(90_000)]
    bench.serve(a)
    bench.serveToo(b)
    const { text } = await bench.compare(a.root.arn, b.root.arn)
    expect(text).toMatch(/^\+1 m 09 s:.*\n +\+1 m 10 s +100 % +Report › Render · running\n/)
    expect(text).not.toContain('Not read')
    const { text: alone } = await bench.compare('--no-children', a.root.arn, b.root.arn)
    expect(alone).toMatch(/\+1 m 09 s +100 % +Build · /)
    expect(alone).toContain('Not read children that were waited for')
  })

  it('reads both executions before what either started, and tells that a ceiling held the rest back', async () => {
    const [a, b] = [nightly(20_000), nightly(90_000)]
    bench.serve(a)
    bench.serveToo(b)
    const { status, text, complaints } = await bench.compare('--requests', '6', a.root.arn, b.root.arn)
    expect(status).toBe(0)
    expect(text).toContain('+1 m 09 s')
    expect(text).toContain('Not read children')
    expect(complaints).toEqual([expect.stringContaining('6 requests were made, and --requests allows no more')])
    expect(bench.endpoint.log.length).toBeLessThanOrEqual(6)
  })
})

describe('sfn-timeline compare --last', () => {
  let bench: ExplainBench
  beforeAll(async () => {
    bench = await startExplainBench()
  })
  beforeEach(() => bench.endpoint.reset())
  afterAll(() => bench.close())

  /** Nights of one machine, one after another, each of so many ms; the last is the one that is compared. */
  function serveNights(...renderMs: readonly number[]): readonly string[] {
    return renderMs.map((ms, night) => {
      const forest = nightly(ms, night)
      bench.serveToo(forest)
      return forest.root.arn
    })
  }

  it('holds a run against the last successes before it', async () => {
    const arns = serveNights(500_000, 20_000, 30_000, 25_000, 22_000, 28_000, 90_000)
    const { status, text, complaints } = await bench.compare('--last', '5', '--json', arns[6] ?? '')
    expect([status, complaints]).toEqual([0, []])
    const told = JSON.parse(text)
    expect(told.runs).toEqual([arns[5], arns[4], arns[3], arns[2], arns[1]])
    expect(told).toMatchObject({ count: 5, middle: arns[3], definition: { is: 'same' } })
    const { criticalPath: path, duration, ranges } = told
    expect([path.a, path.b - path.a]).toEqual([duration.p50, path.delta])
    expect(path.rows.reduce((sum: number, row: { delta: number }) => sum + row.delta, 0)).toBeCloseTo(path.delta, 3)
    expect(ranges.map(({ path, runs, outside }: Record<string, unknown>) => [path, runs, outside])).toEqual([
      ['Load', 5, null],
      ['Build', 5, 'longer'],
    ])
    expect(ranges[1].p5).toBeLessThan(ranges[1].p50)
    expect(ranges[1].p95).toBeLessThan(ranges[1].now)
  })

  it('says it in lines, as a table', async () => {
    const arns = serveNights(20_000, 30_000, 25_000, 22_000, 28_000, 90_000)
    const { text } = await bench.compare('--last', '20', arns[5] ?? '')
    const lines = text.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^\+1 m 04 s: 30\.\d s in the middle of 5 runs, 25\.\d s to 35\.\d s; 1 m 35 s now$/)
    expect(lines.at(-1)).toMatch(/^Build +1 m 30 s +25\.\d s +20\.\d s to 30\.\d s +5 of 5 +longer than usual$/)
    expect(text).toContain(`Before   is the run of the middle duration: ${arns[2]}`)
  })

  it('stands on what there is, and says so', async () => {
    const [, second = ''] = serveNights(20_000, 30_000)
    const { status, text, complaints } = await bench.compare('--last', '20', second)
    expect([status, complaints]).toEqual([0, ['sfn-timeline: 1 run before this one succeeded: no more are listed.']])
    expect(text).toContain('1 run is too few to call anything usual.')
  })

  it('reads no more than it may', async () => {
    const arns = serveNights(...Array.from({ length: 9 }, (_, night) => 20_000 + night))
    const { status, complaints } = await bench.compare('--last', '8', '--requests', '9', arns[8] ?? '')
    expect([status, complaints]).toEqual([
      0,
      [expect.stringMatching(/^sfn-timeline: \d of 8 runs are read: 9 requests/)],
    ])
    expect(bench.endpoint.log.length).toBeLessThanOrEqual(9)
  })

  it('says that nothing succeeded before, and what has no runs beside it', async () => {
    const [only = ''] = serveNights(20_000)
    expect(await bench.compare('--last', '20', only)).toMatchObject({
      ...{ status: 1, text: '' },
      complaints: ['sfn-timeline: the state machine lists no run before this one that succeeded.'],
    })
    const file = await compared('--last', '20', RETRY)
    expect([file.status, file.complaints]).toEqual([1, [expect.stringContaining('are not listed')]])
  })

  it('reads executions alone, and says so to who asks for more', () => {
    expect(() => parseCommandLine(['compare', '--last', '20'])).toThrow('needs an execution')
    expect(() => parseCommandLine(['compare', '--last', '0', 'a'])).toThrow('--last must be')
    expect(() => parseCommandLine(['compare', '--last', '5', 'a', '--all-children'])).toThrow('does not go with')
  })
})

const DAY = 86_400_000

/** A machine that waits for another, which renders so long. */
function nightly(renderMs: number, night = 0): Forest {
  const machine = inOrder({ Render: task('function:render', [took(renderMs)]) })
  const build = task('states:startExecution.sync:2', [took(30)], {
    starts: { what: { name: 'Report', machine }, plans: [] },
  })
  return simulateForest(inOrder({ Load: task('function:load', [took(5_000)]), Build: build }), {
    ...{ seed: renderMs, machineName: 'Nightly', input: {}, startAt: Date.UTC(2026, 10, 20) + night * DAY },
  })
}
