import { describe, expect, it } from 'vitest'
import { toApiEvent } from '../history/normalize-event.ts'
import { type ReadFiles, readHistoryFiles } from '../history/read-history-file.ts'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { resultFilesOf } from '../simulator/forest/result-files.ts'
import { type Forest, type SimulatedMapRun, simulateForest } from '../simulator/forest/simulate-forest.ts'
import { fileForest } from './file-forest.ts'

interface Text {
  readonly name: string
  readonly text: string
}

function read(files: readonly Text[]): Promise<ReadFiles> {
  return readHistoryFiles(files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) })))
}

/** As `aws stepfunctions get-execution-history` writes it: without its ARN. */
function historyOf({ root }: Forest): Text {
  return { name: 'history.json', text: JSON.stringify({ events: root.events.map(toApiEvent) }) }
}

function simulated(seed: number): Forest {
  const { machine, options } = randomForest(seed)
  return simulateForest(machine, { ...options, keepsTruth: false })
}

function endedRunsOf({ mapRuns }: Forest): readonly SimulatedMapRun[] {
  return [...mapRuns.values()].filter(({ status, children }) => status !== 'RUNNING' && children.every(hasEnded))
}

function hasEnded({ status }: { readonly status: string }): boolean {
  return status !== 'RUNNING' && status !== 'PENDING_REDRIVE'
}

function resultsOf(run: SimulatedMapRun, seed: number): readonly Text[] {
  const writing = { form: seed % 2 === 0 ? 'JSON' : 'JSONL', recordsAFile: 1 + (seed % 7) } as const
  return resultFilesOf(run, writing).map(({ key, text }) => ({ name: key, text }))
}

function listOf(run: SimulatedMapRun) {
  return run.children
    .map(({ arn, name, status, startAt, stopAt, redrives }) => ({
      ...{ executionArn: arn, name, status, startedAt: startAt, stoppedAt: stopAt, redriveCount: redrives },
    }))
    .toSorted((a, b) => (a.executionArn < b.executionArn ? -1 : 1))
}

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed)

describe("a Map Run's results", () => {
  it('list its children as the simulation knows them, in any form and however many files', async () => {
    let runs = 0
    for (const seed of SEEDS) {
      const forest = simulated(seed)
      for (const run of endedRunsOf(forest)) {
        if (run.children.length === 0) continue
        runs++
        const { mapRuns, child } = fileForest(await read(resultsOf(run, seed)))
        const found = mapRuns.get(run.arn)
        const children = found?.children.map(({ itemCount, ...told }) => (itemCount === undefined ? told : undefined))
        expect(children?.toSorted((a, b) => ((a?.executionArn ?? '') < (b?.executionArn ?? '') ? -1 : 1))).toEqual(
          listOf(run),
        )
        expect(found?.summary.executionCounts).toMatchObject({
          pending: run.pending.executions,
          total: run.pending.executions + run.children.length,
          failed: run.children.filter(({ status }) => status === 'FAILED').length,
        })
        for (const one of run.children) {
          const ends = child(one.arn)?.execution.events
          const [start, end] = [one.events[0], one.events.at(-1)]
          expect(ends?.[0]?.details?.['input']).toEqual(start?.details?.['input'])
          expect(ends?.at(-1)).toMatchObject({ type: end?.type, timestamp: end?.timestamp })
          expect(ends?.at(-1)?.details?.['error']).toEqual(end?.details?.['error'])
          expect(ends?.at(-1)?.details?.['cause']).toEqual(end?.details?.['cause'])
        }
      }
    }
    expect(runs).toBeGreaterThan(20)
  })

  it('belong to the history that names the Map Run, in whatever order they come', async () => {
    let joined = 0
    for (const seed of SEEDS) {
      const forest = simulated(seed)
      const runs = endedRunsOf(forest).filter(
        ({ parentArn, children }) => parentArn === forest.root.arn && children.length > 0,
      )
      if (runs.length === 0) continue
      joined++
      const files = [...runs.flatMap(run => resultsOf(run, seed)), historyOf(forest)]
      const { executions, roots, mapRuns } = fileForest(await read(seed % 3 === 0 ? files.toReversed() : files))
      expect([executions.length, roots]).toEqual([1, [0]])
      expect([...mapRuns.keys()].toSorted()).toEqual(runs.map(({ arn }) => arn).toSorted())
    }
    expect(joined).toBeGreaterThan(8)
  })

  it('without a manifest belong to the only Map Run of their Map; of several nothing tells', async () => {
    const [forest, run] = forestWithOneRun()
    const bare = resultsOf(run, 0)
      .filter(({ name }) => !name.endsWith('manifest.json'))
      .map(({ name, text }) => ({ name: name.split('/').at(-1) ?? '', text }))
    const alone = fileForest(await read(bare))
    expect(alone.executions.map(({ standIn }) => standIn)).toEqual(['around'])
    const together = fileForest(await read([...bare, historyOf(forest)]))
    expect(together.executions).toHaveLength(1)
    expect(together.mapRuns.get(run.arn)?.children).toHaveLength(run.children.length)
    expect(together.executions[0]?.notices.join()).toMatch(/manifest\.json/)
  })

  it('stand alone with an execution around them that does not say how it ended', async () => {
    const [, run] = forestWithOneRun()
    const { executions, roots } = fileForest(await read(resultsOf(run, 1)))
    expect(roots).toEqual([0])
    expect(executions[0]?.standIn).toBe('around')
    expect(executions[0]?.knownUntil).toBe(Math.max(...run.children.map(({ stopAt }) => stopAt ?? 0)))
    expect(executions[0]).not.toHaveProperty('executionArn')
    expect(executions[0]?.events.at(0)?.details?.['name']).toBe(run.record.label)
    expect(executions[0]?.partial).toMatch(/Drop its history|drop its history/)
  })

  it('without any child are refused in words, and do for a history that names the Map Run', async () => {
    const [forest, run] = forestWithOneRun()
    const manifest = resultsOf(run, 0).filter(({ name }) => name.endsWith('manifest.json'))
    await expect(read(manifest)).rejects.toThrow(/of none of its children/)
    const { executions, mapRuns } = fileForest(await read([...manifest, historyOf(forest)]))
    expect([executions.length, [...mapRuns.keys()]]).toEqual([1, [run.arn]])
    const pending = JSON.stringify([{ Input: '{}', InputDetails: { Included: true }, Status: 'PENDING' }])
    await expect(read([{ name: 'PENDING_0.json', text: pending }])).rejects.toThrow(/of none of its children/)
  })

  it('of which some are not here say which', async () => {
    const [, run] = forestWithOneRun()
    const files = resultsOf(run, 6).filter(({ name }) => !name.includes('SUCCEEDED_'))
    const { executions } = fileForest(await read(files))
    expect(executions[0]?.notices.join()).toMatch(/names files that are not here: SUCCEEDED_0\.json/)
  })

  it('that are cut give what is whole, and say so', async () => {
    const [, run] = forestWithOneRun()
    for (const form of ['JSON', 'JSONL'] as const) {
      const first = resultFilesOf(run, { form, recordsAFile: 100 }).find(({ key }) => key.includes('SUCCEEDED_0'))
      const text = first?.text ?? ''
      for (const share of [0.2, 0.5, 0.8, 0.97]) {
        const cut = { name: `SUCCEEDED_0.${form.toLowerCase()}`, text: text.slice(0, text.length * share) }
        const outcome = await read([cut]).then(fileForest, (error: unknown) => String(error))
        if (typeof outcome === 'string') expect(outcome).toMatch(/breaks off|cut/)
        else {
          const [only] = outcome.mapRuns.values()
          const known = new Map(run.children.map(child => [child.arn, child.stopAt]))
          for (const { executionArn, stoppedAt } of only?.children ?? [])
            expect(stoppedAt).toBe(known.get(executionArn))
          // Between two lines a cut leaves no trace.
          if (!/\n$/.test(cut.text)) expect(outcome.executions[0]?.notices.join()).toMatch(/cut or makes? no sense/)
        }
      }
    }
  })
})

/** A forest whose root ran one Map Run to its end, some children succeeded. */
function forestWithOneRun(): [Forest, SimulatedMapRun] {
  for (let seed = 0; seed < 500; seed++) {
    const forest = simulated(seed)
    const [run, ...others] = endedRunsOf(forest)
    const isOnly = others.length === 0 && forest.mapRuns.size === 1 && run?.parentArn === forest.root.arn
    if (isOnly && run.children.filter(({ status }) => status === 'SUCCEEDED').length > 3) return [forest, run]
  }
  throw new Error('no forest has one Map Run')
}
