import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExplainBench, forestOfSeed, startExplainBench } from '../../e2e/explain-bench.ts'
import type { ExplainedCause, Explanation } from '../export/explanation.ts'
import { type PathStep, pathFaults } from '../simulator/forest/path-faults.ts'
import { type TrueAnswer, trueAnswer } from '../simulator/forest/true-answer.ts'
import type { TrueCause } from '../simulator/forest/true-cause.ts'

/** What `explain` tells of random forests over HTTP is what the simulation knows to be true. */

let bench: ExplainBench
beforeAll(async () => {
  bench = await startExplainBench()
})
afterAll(() => bench.close())

async function explained(arn: string): Promise<Explanation> {
  const { text } = await bench.explain('--json', '--requests', '2000', arn)
  const told: Explanation = JSON.parse(text)
  return told
}

function comparable(cause: ExplainedCause | TrueCause | null) {
  if (cause === null) return null
  const { execution, states, span, event, error, cause: text, attempt, attempts } = cause
  return { execution, states, span, event, error, cause: text, attempt, attempts }
}

/** Any event of a step's span will do. */
function ways(via: Explanation['via'] | TrueAnswer['via']) {
  return via.map(({ execution, span, kind, child }) => ({ execution, span, kind, child }))
}

/** The truth groups by error and state alone. */
function sums(groups: readonly (Explanation['failures'][number] | TrueAnswer['failures'][number])[]) {
  const found = new Map<string, Record<'count' | 'fatal' | 'caught' | 'retried', number>>()
  for (const { error, state, count, fatal, caught, retried } of groups) {
    const name = `${error ?? ''} in ${state}`
    const sum = found.get(name) ?? { count: 0, fatal: 0, caught: 0, retried: 0 }
    found.set(name, {
      count: sum.count + count,
      fatal: sum.fatal + fatal,
      caught: sum.caught + caught,
      retried: sum.retried + retried,
    })
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function expectTrue(told: Explanation, truth: TrueAnswer): void {
  expect(comparable(told.cause)).toEqual(comparable(truth.cause))
  expect(comparable(told.after)).toEqual(comparable(truth.after))
  expect(ways(told.via)).toEqual(ways(truth.via))
  expect(sums(told.failures)).toEqual(sums(truth.failures))
  expect(told.children).toEqual(truth.children)
  if (truth.totalMs !== undefined) expect(told.time.totalMs).toBe(truth.totalMs)
  for (const { count, fatal, caught, retried } of told.failures) expect(fatal + caught + retried).toBe(count)
}

function stepsOf({ criticalPath }: Explanation): readonly PathStep[] {
  return criticalPath.map(step => ({ ...step, execution: step.execution ?? '' }))
}

function expectTime({ totalMs, ...parts }: Explanation['time']): void {
  expect(Object.values(parts).reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(totalMs, 6)
}

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed)

describe('explain --json of a random forest', () => {
  it.each(SEEDS)('%i is true, and asks no more than is fair', async seed => {
    const forest = forestOfSeed(seed)
    bench.serve(forest)
    const truth = trueAnswer(forest)
    const told = await explained(forest.root.arn)
    expectTrue(told, truth)
    expect(pathFaults(stepsOf(told), forest, truth)).toEqual([])
    expect(stepsOf(told).at(-1)?.toMs ?? 0).toBe(told.time.totalMs)
    expectTime(told.time)
    expect(told.requests).toBe(bench.endpoint.log.length)
    expect(told.requests).toBeLessThanOrEqual(truth.fairRequests)
  })

  it.each([3, 60, 96])(
    '%i is true where AWS asks to slow down and pages are short',
    async seed => {
      const forest = forestOfSeed(seed)
      bench.serve(forest)
      bench.endpoint.pageEvents = () => 40
      bench.endpoint.chaos({ seed, rate: 0.1, kinds: ['throttling'] })
      const truth = trueAnswer(forest)
      expectTrue(await explained(forest.root.arn), truth)
      const refused = bench.endpoint.log.filter(({ fault }) => fault !== undefined).length
      const pages = bench.endpoint.log.filter(({ action }) => action === 'GetExecutionHistory').length
      expect(bench.endpoint.log.length).toBeLessThanOrEqual(truth.fairRequests + pages + 3 * refused)
    },
    60_000,
  )

  it.each([1, 12, 30])('%i never asks more often than it may, and says what it lacks', async seed => {
    const forest = forestOfSeed(seed)
    for (const most of [2, 3, 5, 9]) {
      bench.serve(forest)
      const { status, complaints } = await bench.explain('--json', '--requests', `${most}`, forest.root.arn)
      expect(bench.endpoint.log.length).toBeLessThanOrEqual(most)
      expect(status).toBe(0)
      if (trueAnswer(forest).fairRequests > 20 && most < 5) expect(complaints.join()).toMatch(/not whole|^$/)
    }
  })

  it('tells the deepest cause that can be read where a child is denied', async () => {
    for (const seed of SEEDS) {
      const forest = forestOfSeed(seed)
      const [first] = trueAnswer(forest).via
      if (first?.kind !== 'nested') continue
      const denied = first.child
      bench.serve(forest, { isDenied: execution => execution.arn === denied })
      const truth = trueAnswer(forest, { isReadable: ({ executionArn }) => executionArn !== denied })
      const { text, complaints } = await bench.explain('--json', forest.root.arn)
      const told: Explanation = JSON.parse(text)
      expectTrue(told, truth)
      expect(told.unread).toBe(denied)
      expect(complaints.join('\n')).toMatch(/states:GetExecutionHistory/)
      return
    }
    throw new Error('no forest has a cause below')
  })
})
