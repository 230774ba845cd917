import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExplainBench, forestOfSeed, startExplainBench } from '../../e2e/explain-bench.ts'
import type { Explanation } from '../export/explanation.ts'
import type { Forest } from '../simulator/forest/simulate-forest.ts'
import { trueAnswer } from '../simulator/forest/true-answer.ts'

let bench: ExplainBench
let dir: string
beforeAll(async () => {
  bench = await startExplainBench()
  dir = await mkdtemp(join(tmpdir(), 'explain-'))
})
afterAll(async () => {
  await bench.close()
  await rm(dir, { recursive: true })
})

/** The first forest whose cause lies in another execution. */
function forestWithDeepCause(): Forest {
  for (let seed = 0; seed < 50; seed++) {
    const forest = forestOfSeed(seed)
    if (trueAnswer(forest).via.length > 0) return forest
  }
  throw new Error('no forest has a cause below')
}

async function fileOf(name: string, content: unknown): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

function parse(text: string): Explanation {
  return JSON.parse(text)
}

describe('explain', () => {
  it('tells the story in at most fifteen lines, the deepest cause among the first', async () => {
    for (let seed = 0; seed < 15; seed++) {
      const forest = forestOfSeed(seed)
      bench.serve(forest)
      const { status, text } = await bench.explain(forest.root.arn)
      const lines = text.trimEnd().split('\n')
      expect(status).toBe(0)
      expect(lines.length).toBeLessThanOrEqual(15)
      expect(lines[0]).toMatch(/^(SUCCEEDED|FAILED|TIMED_OUT|ABORTED|RUNNING): Platform \/ /)
      expect(lines[1]).toContain(trueAnswer(forest).cause?.error ?? '')
    }
  })

  it('takes a console link, a link of ours and the ARN of a Map Run', async () => {
    const forest = forestWithDeepCause()
    bench.serve(forest)
    const { arn } = forest.root
    const mapRun = [...forest.mapRuns.values()].find(({ parentArn }) => parentArn === arn)
    const targets = [
      `https://eu-central-1.console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/${arn}`,
      `http://127.0.0.1:7360/#/executions/${encodeURIComponent(arn)}?v=1&event=3`,
      ...(mapRun === undefined ? [] : [mapRun.arn]),
    ]
    for (const target of targets) {
      const { text } = await bench.explain('--json', target)
      expect(parse(text).execution.arn).toBe(arn)
    }
  })

  it('reads the execution alone where it is told to', async () => {
    const forest = forestWithDeepCause()
    bench.serve(forest)
    const { text } = await bench.explain('--json', '--no-children', forest.root.arn)
    expect(parse(text)).toMatchObject({ via: [], children: { read: 0 }, requests: bench.endpoint.log.length })
    expect(bench.endpoint.log.map(({ action }) => action).toSorted()).toEqual([
      'DescribeExecution',
      'GetExecutionHistory',
    ])
  })

  it('reads everything that was started where it is told to', async () => {
    const forest = forestOfSeed(0)
    bench.serve(forest)
    const { text } = await bench.explain('--json', '--all-children', '--requests', '5000', forest.root.arn)
    const readable = [...forest.executions.values()].filter(({ isExpress }) => !isExpress)
    // A start whose answer the parent's history does not hold cannot be found.
    const told = readable.filter(({ run }) => run === forest.root.run || isTold(forest, run.executionArn))
    expect(parse(text).children.read).toBe(told.length - 1)
  })

  it('leaves causes, links and account ids out where it is told to', async () => {
    const forest = forestWithDeepCause()
    bench.serve(forest)
    const { text } = await bench.explain('--json', '--redact', forest.root.arn)
    expect(text).not.toMatch(/\d{12}(?=:)(?<!000000000000)/)
    expect(parse(text)).toMatchObject({ cause: { cause: null, link: null } })
    for (const { pattern } of parse(text).failures) expect(pattern).toBe('')
    const words = await bench.explain('--redact', forest.root.arn)
    expect(words.text).not.toContain('111122223333')
  })

  it('explains a file without asking AWS, children in it included', async () => {
    const forest = forestWithDeepCause()
    bench.serve(forest)
    const before = bench.endpoint.log.length
    const path = await fileOf('history.json', { events: forest.root.events })
    const { status, text } = await bench.explain('--json', path)
    expect(status).toBe(0)
    expect(parse(text).execution).toMatchObject({ arn: null, status: 'FAILED', complete: true })
    expect(parse(text)).toMatchObject({ requests: 0, cause: { execution: null, link: null } })
    expect(bench.endpoint.log.length).toBe(before)
  })

  it('tells times to the microsecond, and the path is as long as the run', async () => {
    const { text } = await bench.explain('--json', 'e2e/histories/trouble/dmap.json')
    const { criticalPath, time } = parse(text)
    expect(criticalPath.at(-1)?.toMs).toBe(time.totalMs)
    for (const { toMs } of criticalPath) expect(String(toMs)).toMatch(/^\d+(\.\d{1,3})?$/)
  })

  it('says what a file is that is no history', async () => {
    const { status, complaints } = await bench.explain(await fileOf('page.html', '<html><title>403</title></html>'))
    expect(status).toBe(1)
    expect(complaints.join()).toMatch(/page\.html cannot be opened\..*web page/i)
  })

  it.each([
    ['arn:aws:states:eu-central-1:111122223333:execution:Platform:gone', /no such execution/],
    ['arn:aws:states:eu-central-1:111122223333:express:Platform:a:b', /Express/],
    ['arn:aws:s3:::bucket', /\S/],
    ['no-such-file.json', /no-such-file\.json: there is no such file/],
    ['http://127.0.0.1:7360/#/samples/order-pipeline?v=1', /give the file itself/],
  ])('says why %s cannot be explained', async (target, why) => {
    bench.serve(forestOfSeed(0))
    const told = await bench.explain('--json', target).catch((error: unknown) => ({
      ...{ status: 1, text: '', complaints: [error instanceof Error ? error.message : ''] },
    }))
    expect(told).toMatchObject({ status: 1, text: '' })
    expect(told.complaints.join('\n')).toMatch(why)
  })
})

function isTold(forest: Forest, arn: string): boolean {
  const child = forest.executions.get(arn)
  if (child?.mapRunArn !== undefined) return true
  return [...forest.executions.values()].some(({ run }) =>
    run.started.some(one => one.isTold && one.run.executionArn === arn),
  )
}
