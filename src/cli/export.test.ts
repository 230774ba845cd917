import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExplainBench, forestOfSeed, startExplainBench } from '../../e2e/explain-bench.ts'
import type { Explanation } from '../export/explanation.ts'
import { FORMAT_NAMES } from '../export/formats/format-table.ts'
import { toApiEvent } from '../history/normalize-event.ts'
import { resultFilesOf } from '../simulator/forest/result-files.ts'
import type { Forest } from '../simulator/forest/simulate-forest.ts'

let bench: ExplainBench
let dir: string
beforeAll(async () => {
  bench = await startExplainBench()
  dir = await mkdtemp(join(tmpdir(), 'export-'))
})
afterAll(async () => {
  await bench.close()
  await rm(dir, { recursive: true })
})

async function fileOf(name: string, content: unknown): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** What an answer says, whoever was asked; which of equal failures stands first depends on what was read first. */
function comparable(text: string) {
  const { failures, oddities, requests, ...told }: Explanation = JSON.parse(text)
  const groups = failures.map(({ examples, ...group }) => JSON.stringify([group, examples.length]))
  const odd = oddities.map(oddity => JSON.stringify(oddity))
  return { ...told, failures: groups.toSorted(), oddities: odd.toSorted(), asksAws: requests >= 0 }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').toSorted()
}

interface WrittenRun {
  readonly mapRunArn: string
  readonly listed: readonly string[]
  readonly executions: readonly { readonly executionArn: string }[]
}

interface Written {
  readonly executions: readonly { readonly executionArn: string }[]
  readonly mapRuns: readonly WrittenRun[]
}

/** What lies where in a file depends on what was read first. */
function inOrder(text: string): Written {
  const { executions, mapRuns }: Written = JSON.parse(text)
  const [asked, ...others] = executions
  const runs = mapRuns.map(run => ({
    ...{ ...run, listed: run.listed.toSorted(), executions: byArn(run.executions) },
  }))
  return {
    executions: asked === undefined ? [] : [asked, ...byArn(others)],
    mapRuns: runs.toSorted((a, b) => (a.mapRunArn < b.mapRunArn ? -1 : 1)),
  }
}

function byArn<T extends { readonly executionArn: string }>(executions: readonly T[]): readonly T[] {
  return executions.toSorted((a, b) => (a.executionArn < b.executionArn ? -1 : 1))
}

const SEEDS = Array.from({ length: 14 }, (_, seed) => seed)

describe('export', () => {
  it.each(SEEDS)('of forest %i opens as the same forest', async seed => {
    const forest = forestOfSeed(seed)
    bench.serve(forest)
    const whole = ['--requests', '5000', ...(seed % 2 === 0 ? ['--all-children'] : [])]
    const told = await bench.explain('--json', ...whole, forest.root.arn)
    const written = await bench.export(...whole, forest.root.arn)
    expect(written.status).toBe(0)
    const file = await fileOf(`${seed}.json`, written.text)
    const asked = bench.endpoint.log.length
    const again = await bench.explain('--json', ...whole, file)
    expect(comparable(again.text)).toEqual(comparable(told.text))
    expect(inOrder((await bench.export(...whole, file)).text)).toEqual(inOrder(written.text))
    const outlines = await bench.outline('--json', '--children', file)
    expect(bench.endpoint.log.length).toBe(asked)
    const fromAws = await bench.outline('--json', '--children', '--requests', '5000', forest.root.arn)
    expect(linesOf(outlines.text)).toEqual(linesOf(fromAws.text))
  })
})

describe('export in a form for another tool', () => {
  it.each(FORMAT_NAMES)('%s tells of every execution that was read', async format => {
    const forest = forestOfSeed(3)
    bench.serve(forest)
    const whole = ['--requests', '5000', '--all-children']
    const { executions } = inOrder((await bench.export(...whole, forest.root.arn)).text)
    const { text, status, complaints } = await bench.export(...whole, '--format', format, forest.root.arn)
    expect([status, complaints]).toEqual([0, []])
    if (format === 'report') expect(text).toContain(`; ${executions.length - 1} were read`)
    else if (format === 'svg') expect(text).toContain(`${forest.root.arn.split(':').at(-1)}: `)
    else for (const { executionArn } of executions) expect(text).toContain(executionArn)
    if (format === 'otlp' || format === 'chrome-trace') JSON.parse(text)
  })
})

describe('foreign names', () => {
  const name = 'A\u009b2J\u202e\u001b[31m\u2028B'
  const pass = (id: number, type: string, details: object) => ({
    ...{ id, previousEventId: id - 1, type, timestamp: id, ...details },
  })
  const history = {
    events: [
      pass(1, 'ExecutionStarted', { executionStartedEventDetails: { input: JSON.stringify({ name }) } }),
      pass(2, 'PassStateEntered', { stateEnteredEventDetails: { name, input: `{"of":"${name}"}` } }),
      pass(3, 'ExecutionFailed', { executionFailedEventDetails: { error: name, cause: name } }),
    ],
  }

  it.each([undefined, ...FORMAT_NAMES])('steer no terminal in the form %s', async format => {
    const path = await fileOf('hostile.json', history)
    const { text, status } = await bench.export(...(format === undefined ? [] : ['--format', format]), path)
    expect(status).toBe(0)
    expect(text.replaceAll(/[\n\r\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
    if (format === undefined) {
      expect(JSON.parse(text).executions[0].events[1].stateEnteredEventDetails.name).toBe(name)
    }
  })
})

describe("a Map Run's results", () => {
  it('tell which children failed and by what, without AWS', async () => {
    const [forest, run] = forestWithFailedChildren()
    const files = resultFilesOf(run, { form: 'JSON', recordsAFile: 1000 })
    const paths = await Promise.all(files.map(({ key, text }) => fileOf(key.split('/').at(-1) ?? '', text)))
    bench.serve(forest)
    const { text, status, complaints } = await bench.explain('--json', ...paths)
    const told: Explanation = JSON.parse(text)
    expect([status, bench.endpoint.log.length]).toEqual([0, 0])
    expect(told.execution.status).toBeNull()
    const failed = run.children.filter(child => child.status === 'FAILED' || child.status === 'TIMED_OUT')
    expect(told.children).toMatchObject({ listed: run.children.length + run.pending.executions, failed: failed.length })
    const errors = new Set(failed.map(({ events }) => events.at(-1)?.details?.['error'] ?? 'States.Timeout'))
    expect(new Set(told.failures.map(({ error }) => error))).toEqual(errors)
    expect(complaints.join()).toMatch(/results of a Map Run/)
    const written = await fileOf('results-forest.json', (await bench.export(...paths)).text)
    const again: Explanation = JSON.parse((await bench.explain('--json', written)).text)
    expect([again.children, again.failures.length]).toEqual([told.children, told.failures.length])
    const parent = await fileOf('parent.json', { events: forest.root.events.map(toApiEvent) })
    const joined: Explanation = JSON.parse((await bench.explain('--json', parent, ...paths)).text)
    expect(joined.execution.status).toBe(forest.root.status)
    expect(joined.children).toMatchObject({ listed: run.children.length + run.pending.executions })
    expect((await bench.outline(...paths.slice(0, 1))).text).toContain('[Map]')
    const outlines = (await bench.outline('--children', '--json', ...paths)).text.trimEnd().split('\n')
    const outlined = outlines.map((line): string | undefined => JSON.parse(line).executionArn)
    expect(outlined.filter(arn => failed.some(child => child.arn === arn))).toHaveLength(Math.min(25, failed.length))
  })
})

/** A forest whose root ran one Map Run and nothing else below, some children of which failed. */
function forestWithFailedChildren() {
  for (let seed = 0; seed < 400; seed++) {
    const forest: Forest = forestOfSeed(seed)
    const [run, ...others] = forest.mapRuns.values()
    if (run === undefined || others.length > 0 || run.parentArn !== forest.root.arn || run.status === 'RUNNING')
      continue
    if (run.redrives > 0 || forest.executions.size !== run.children.length + 1) continue
    if (run.children.filter(({ status }) => status === 'FAILED').length > 1) return [forest, run] as const
  }
  throw new Error('no forest has failed children')
}
