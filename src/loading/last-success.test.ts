import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExecutionListItem } from '../history/execution-summary.ts'
import type { RunsRequest } from '../source/run-source.ts'
import { findLastSuccess, findLastSuccesses, lastSuccessOf, MOST_PAGES } from './last-success.ts'
import { realSurroundings } from './surroundings.ts'

function run(name: string, startedAt: number): ExecutionListItem {
  return {
    ...{ executionArn: name, name, status: 'SUCCEEDED', startedAt, stoppedAt: startedAt + 1 },
    ...{ redriveCount: 0, itemCount: undefined },
  }
}

const ASKING = { machineArn: 'machine', executionArn: 'asking', startedAt: 500 }

/** Answers with these pages, newest first, and writes down what was asked. */
async function found(pages: readonly (readonly ExecutionListItem[])[]) {
  const asked: RunsRequest[] = []
  const listRuns = async (request: RunsRequest) => {
    asked.push(request)
    const at = Number(request.token ?? 0)
    return { executions: pages[at] ?? [], ...(at + 1 < pages.length && { nextToken: String(at + 1) }) }
  }
  const settings = { attempts: () => 1, requestLimitMs: 1000 }
  const parts = { source: { listRuns }, surroundings: realSurroundings, settings }
  const success = await findLastSuccess(parts, ASKING, new AbortController().signal)
  return { name: success?.name, asked }
}

describe('the last success', () => {
  it('is the newest that began before the run that asks', async () => {
    const { name, asked } = await found([[run('later', 900), run('asking', 500), run('last', 400), run('first', 100)]])
    expect(name).toBe('last')
    expect(asked).toEqual([{ machineArn: 'machine', status: 'SUCCEEDED', token: undefined }])
  })

  it('is looked for page by page, and no further than it stands', async () => {
    const { name, asked } = await found([[run('later', 900)], [run('last', 400)], [run('first', 100)]])
    expect([name, asked.length]).toEqual(['last', 2])
  })

  it('is the nearest one listed where none before it can be found', async () => {
    const pages = Array.from({ length: MOST_PAGES + 3 }, (_, at) => [run(`run ${at}`, 900 - at)])
    const { name, asked } = await found(pages)
    expect([name, asked.length]).toEqual([`run ${MOST_PAGES - 1}`, MOST_PAGES])
  })

  it('is none where the machine lists no other', async () => {
    expect((await found([[run('asking', 500)]])).name).toBeUndefined()
  })

  it('is never the asking run, and nothing between it and that run is', () => {
    const starts = fc.array(fc.nat(1000), { maxLength: 20 })
    fc.assert(
      fc.property(starts, fc.nat(1000), (times, startedAt) => {
        const asking = { ...ASKING, startedAt }
        const others = times.map((time, at) => run(String(at), time))
        const chosen = lastSuccessOf([run('asking', startedAt), ...others], asking)
        expect(chosen === undefined).toBe(others.length === 0)
        const before = times.filter(time => time < startedAt)
        if (chosen !== undefined)
          expect(chosen.startedAt).toBe(before.length > 0 ? Math.max(...before) : Math.min(...times))
      }),
    )
  })
})

describe('the last successes', () => {
  const lister = (pages: readonly (readonly ExecutionListItem[])[]) => {
    let asked = 0
    const listRuns = async ({ token }: RunsRequest) => {
      asked++
      const at = Number(token ?? 0)
      return { executions: pages[at] ?? [], ...(at + 1 < pages.length && { nextToken: String(at + 1) }) }
    }
    const settings = { attempts: () => 1, requestLimitMs: 1000 }
    const find = (most: number) =>
      findLastSuccesses(
        { source: { listRuns }, surroundings: realSurroundings, settings },
        { asking: ASKING, most },
        new AbortController().signal,
      )
    return { find, asked: () => asked }
  }

  it('are those that began before, newest first, and no more pages are read than it takes', async () => {
    const { find, asked } = lister([
      [run('later', 900), run('asking', 500), run('b', 300)],
      [run('a', 400), run('b', 300), run('c', 200)],
      [run('d', 100)],
    ])
    expect((await find(3)).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(asked()).toBe(2)
  })

  it('are as many as there are, none of those after', async () => {
    const { find } = lister([[run('later', 900), run('asking', 500)], [run('a', 400)]])
    expect((await find(20)).map(({ name }) => name)).toEqual(['a'])
  })
})
