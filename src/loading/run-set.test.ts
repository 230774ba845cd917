import { describe, expect, it } from 'vitest'
import type { SourceRef } from '../source/source.ts'
import { SourceError } from '../source/source.ts'
import { createExecutionStore } from './execution-store.ts'
import { createKeptRuns, type KeptRuns } from './kept-runs.ts'
import { DEFAULT_LOAD_SETTINGS } from './load-settings.ts'
import { createQueryClient } from './query-client.ts'
import { createRunSet, type RunSetParts } from './run-set.ts'
import { createFaultySource, type Fault } from './testing-faulty-source.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const keyOf = (ref: SourceRef) => JSON.stringify(ref)
const refOf = (at: number): SourceRef => ({
  kind: 'aws',
  arn: `arn:aws:states:eu-west-1:111122223333:execution:M:${at}`,
})

interface Rig extends Partial<Omit<RunSetParts, 'storeOf'>> {
  readonly count?: number
  readonly faultOf?: (at: number) => Fault | undefined
}

/** A set of runs of ten events each: two requests a run. */
function rigOf({ count = 20, faultOf = () => undefined, ...parts }: Rig = {}) {
  const time = createVirtualTime()
  const client = createQueryClient()
  const begun: string[] = []
  const refs = Array.from({ length: count }, (_, at) => refOf(at))
  const set = createRunSet({
    list: async () => refs,
    definitionOf: async () => '{}',
    kept: createKeptRuns(1000, keyOf),
    storeOf: (ref, counted) => {
      const at = refs.indexOf(ref)
      begun.push(keyOf(ref))
      const source = { ...createFaultySource({ total: 10, faultOf: () => faultOf(at) }), ref }
      const find = async () => counted(source)
      return createExecutionStore({
        ...{ ref, client, surroundings: time, settings: { ...DEFAULT_LOAD_SETTINGS, asksDefinition: false } },
        finder: { find, findFresh: find, dropCopy: async () => {}, onView: () => {} },
      })
    },
    ...parts,
  })
  const ended = () => time.until(() => set.view.phase === 'ended')
  return { set, time, begun, refs, ended }
}

const names = ({ runs }: { runs: readonly { ref: SourceRef }[] }) => runs.map(({ ref }) => keyOf(ref))

describe('a set of runs', () => {
  it('reads each, and tells how many are here', async () => {
    const { set, refs, ended } = rigOf()
    const told: number[] = []
    set.subscribe(() => told.push(set.view.runs.length))
    set.start()
    expect(await ended()).toBe(true)
    expect(names(set.view)).toEqual(refs.map(keyOf))
    expect(set.view).toMatchObject({ found: 20, failures: [], error: undefined, short: undefined, requests: 40 })
    expect(told).toEqual(told.toSorted((one, other) => one - other))
    expect(new Set(told).size).toBeGreaterThan(4)
  })

  it('reads four at a time', async () => {
    const { set, time, begun } = rigOf({ faultOf: () => 'never' })
    set.start()
    await time.settle()
    expect(begun).toHaveLength(4)
    set.stop()
  })

  it('keeps what there is when a person has enough, and goes on when asked', async () => {
    let isSlow = true
    const { set, time, begun, ended } = rigOf({ faultOf: at => (at >= 5 && isSlow ? 'never' : undefined) })
    set.start()
    await time.until(() => set.view.runs.length === 5, 3)
    set.cancel()
    expect(set.view).toMatchObject({ phase: 'ended', short: 'cancelled', found: 20 })
    expect(set.view.runs).toHaveLength(5)
    set.start()
    await time.settle()
    expect(set.view.phase).toBe('ended')
    isSlow = false
    const before = begun.length
    set.goOn()
    expect(await ended()).toBe(true)
    expect(set.view).toMatchObject({ short: undefined })
    expect(set.view.runs).toHaveLength(20)
    // What was here is not read again.
    expect(begun.length - before).toBe(15)
  })

  it('goes no further than its ceiling, and on from there once that is lifted', async () => {
    const { set, ended } = rigOf({ ceiling: 17 })
    set.start()
    expect(await ended()).toBe(true)
    expect(set.view.short).toBe('ceiling')
    expect(set.view.requests).toBeLessThanOrEqual(17)
    expect(set.view.runs.length).toBeGreaterThan(0)
    expect(set.view.failures).toEqual([])
    set.goOn(100)
    expect(await ended()).toBe(true)
    expect(set.view.runs).toHaveLength(20)
  })

  it('says which cannot be read, and why, and reads the others', async () => {
    let isDenied = true
    const { set, refs, ended } = rigOf({ count: 6, faultOf: at => (at === 2 && isDenied ? 'denied' : undefined) })
    set.start()
    expect(await ended()).toBe(true)
    expect(set.view.runs).toHaveLength(5)
    expect(set.view.failures.map(({ ref, error }) => [ref, error.code])).toEqual([[refs[2], 'AccessDeniedException']])
    isDenied = false
    set.goOn()
    expect(await ended()).toBe(true)
    expect(set.view).toMatchObject({ failures: [] })
    expect(names(set.view)).toEqual(refs.map(keyOf))
  })

  it('says why runs cannot be listed', async () => {
    const list = async () => Promise.reject(new SourceError('AccessDeniedException', 'No.'))
    const { set, ended } = rigOf({ list })
    set.start()
    expect(await ended()).toBe(true)
    expect(set.view).toMatchObject({ error: { code: 'AccessDeniedException' }, found: 0, runs: [] })
  })

  it('goes on where it was when somebody looks again', async () => {
    let isSlow = true
    const { set, time, ended } = rigOf({ faultOf: at => (at >= 8 && isSlow ? 'never' : undefined) })
    set.start()
    await time.until(() => set.view.runs.length === 8, 3)
    set.stop()
    expect(set.view.phase).toBe('reading')
    isSlow = false
    set.start()
    expect(await ended()).toBe(true)
    expect(set.view.runs).toHaveLength(20)
  })

  it('takes what another set read, and keeps what was used last', async () => {
    const kept: KeptRuns = createKeptRuns(60, keyOf)
    const first = rigOf({ kept })
    first.set.start()
    await first.ended()
    const second = rigOf({ kept })
    second.set.start()
    expect(await second.ended()).toBe(true)
    expect(second.set.view.runs).toHaveLength(20)
    // Six of ten events each.
    expect(second.begun.length).toBeGreaterThanOrEqual(14)
    expect(second.begun.length).toBeLessThan(20)
  })

  it('asks once for the definition of one of them', async () => {
    let asked = 0
    const definitionOf = async () => `definition ${++asked}`
    const { set, time, ended } = rigOf({ count: 2, definitionOf })
    set.start()
    await ended()
    const { runs } = set.view
    const ref = runs[0]?.ref
    if (ref === undefined) throw new Error('no run')
    set.define(ref)
    set.define(ref)
    await time.settle()
    expect([...set.view.definitions]).toEqual([[ref, 'definition 1']])
    expect(set.view.runs).toBe(runs)
  })
})
