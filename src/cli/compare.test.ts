import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExplainBench, forestOfSeed, startExplainBench } from '../../e2e/explain-bench.ts'
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
})
