import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExplainBench, forestOfSeed, startExplainBench } from '../../e2e/explain-bench.ts'
import { trueAnswer } from '../simulator/forest/true-answer.ts'

let bench: ExplainBench
beforeAll(async () => {
  bench = await startExplainBench()
})
afterAll(() => bench.close())

interface Line {
  readonly executionArn?: string
  readonly file?: string
  readonly spans: readonly { readonly id: string }[]
}

function linesOf(text: string): readonly Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line))
}

describe('outline of an execution in AWS', () => {
  it('has the exact form of a file for one execution', async () => {
    const forest = forestOfSeed(3)
    bench.serve(forest)
    const { status, text } = await bench.outline('--json', forest.root.arn)
    const [line, ...more] = linesOf(text)
    expect([status, more, Object.keys(line ?? {})]).toEqual([0, [], ['spans', 'oddities']])
    expect(line?.spans.map(({ id }) => id).toSorted()).toEqual(forest.root.spans.map(({ id }) => id).toSorted())
  })

  it('with --children has a line for each execution that explain would read', async () => {
    const forest = forestOfSeed(3)
    bench.serve(forest)
    const { read } = trueAnswer(forest)
    const lines = linesOf((await bench.outline('--json', '--children', forest.root.arn)).text)
    expect(new Set(lines.map(({ executionArn }) => executionArn))).toEqual(new Set(read))
    expect(lines[0]?.executionArn).toBe(forest.root.arn)
    for (const { executionArn, spans } of lines) {
      const truth = forest.executions.get(executionArn ?? '')?.spans.map(({ id }) => id)
      expect(spans.map(({ id }) => id).toSorted()).toEqual(truth?.toSorted())
    }
    const { text } = await bench.outline('--children', forest.root.arn)
    for (const arn of read) expect(text.split('\n')).toContain(arn)
  })

  it('exits 1 where one of several cannot be read, and prints the others', async () => {
    const forest = forestOfSeed(3)
    bench.serve(forest)
    const gone = `${forest.root.arn}x`
    const { status, text, complaints } = await bench.outline('--json', gone, forest.root.arn)
    expect(status).toBe(1)
    expect(linesOf(text).map(({ file }) => file)).toEqual([forest.root.arn])
    expect(complaints.join()).toMatch(/no such execution/)
  })
})
