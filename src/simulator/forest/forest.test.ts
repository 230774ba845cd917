import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../history/events.ts'
import { checkRules } from '../check-rules.ts'
import { randomForest } from './random-forest.ts'
import { type Forest, type SimulatedExecution, type SimulatedMapRun, simulateForest } from './simulate-forest.ts'
import { trueAnswer } from './true-answer.ts'

const FORESTS = Array.from({ length: 900 }, (_, seed) => {
  const { machine, options } = randomForest(seed)
  return { seed, forest: simulateForest(machine, options) }
})

function executionsOf(forest: Forest): SimulatedExecution[] {
  return [...forest.executions.values()]
}

/** What is wrong in any forest, as `seed: what`. */
function faultsOf(faults: (forest: Forest) => readonly string[]): string[] {
  return FORESTS.flatMap(({ seed, forest }) => faults(forest).map(fault => `${seed}: ${fault}`))
}

/** The texts in which a history names executions: outputs and causes of tasks. */
function answersIn(events: readonly HistoryEvent[]): { at: number; text: string }[] {
  return events
    .filter(({ type }) => /^Task(Submitted|Succeeded|Failed)$/.test(type))
    .map(({ timestamp, details }) => ({ at: timestamp, text: String(details?.['output'] ?? details?.['cause']) }))
    .filter(({ text }) => toldArnOf(text) !== '')
}

function toldArnOf(text: string): string {
  if (!text.startsWith('{')) return ''
  const told: unknown = JSON.parse(text)
  return typeof told === 'object' && told !== null && 'ExecutionArn' in told ? String(told.ExecutionArn) : ''
}

describe('random forests', () => {
  it('obey the rules, each execution by itself', () => {
    expect(faultsOf(forest => executionsOf(forest).flatMap(({ events }) => checkRules(events).map(String)))).toEqual([])
  })

  it('tell of executions that there are, none before it has begun', () => {
    const faults = faultsOf(forest =>
      executionsOf(forest).flatMap(({ arn, events }) =>
        answersIn(events)
          .filter(({ at, text }) => (forest.executions.get(toldArnOf(text))?.startAt ?? Number.POSITIVE_INFINITY) > at)
          .map(({ text }) => `${arn} tells of ${text}`),
      ),
    )
    expect(faults).toEqual([])
  })

  it('name each Map Run in its parent, and its children run while it does', () => {
    const faults = faultsOf(forest =>
      [...forest.mapRuns.values()].flatMap(mapRun => {
        const parent = forest.executions.get(mapRun.parentArn)
        const named = parent?.events.filter(({ details }) => details?.['mapRunArn'] === mapRun.arn) ?? []
        const early = mapRun.children.filter(({ startAt }) => startAt < mapRun.startAt)
        const late = mapRun.children.filter(({ startAt }) => startAt > (mapRun.stopAt ?? Number.POSITIVE_INFINITY))
        return [
          ...(named.length === mapRun.redrives + 1 ? [] : [`${mapRun.arn} is named ${named.length} times`]),
          ...[...early, ...late].map(({ arn }) => `${arn} runs outside its Map Run`),
        ]
      }),
    )
    expect(faults).toEqual([])
  })

  it('never run more children at once than a Map Run may', () => {
    const faults = faultsOf(forest =>
      [...forest.mapRuns.values()].filter(mapRun => mostAtOnce(mapRun) > most(mapRun)).map(({ arn }) => arn),
    )
    expect(faults).toEqual([])
  })

  it('fail a Map Run over its tolerated failures, and only then', () => {
    const faults = faultsOf(forest =>
      [...forest.mapRuns.values()].flatMap(mapRun => {
        const isTold = failuresToldOf(forest, mapRun).at(-1) === 'States.ExceedToleratedFailureThreshold'
        if (mapRun.status === 'RUNNING' || mapRun.status === 'ABORTED') return []
        return isTold === isOverTolerance(mapRun) ? [] : [`${mapRun.arn} ${isTold}`]
      }),
    )
    expect(faults).toEqual([])
  })

  it('leave nothing running below a Map Run that has ended', () => {
    const patient = FORESTS.filter(({ forest }) => forest.root.status !== 'RUNNING')
    const faults = patient.flatMap(({ forest }) =>
      [...forest.mapRuns.values()]
        .filter(({ status }) => status !== 'RUNNING')
        .flatMap(({ children }) => children.filter(({ status }) => status === 'RUNNING')),
    )
    expect(faults.filter(({ run }) => run.agenda.soonest === Number.POSITIVE_INFINITY)).toEqual([])
  })

  it('are the same for the same seed', () => {
    const { machine, options } = randomForest(11)
    const [one, other] = [simulateForest(machine, options), simulateForest(machine, options)]
    expect(executionsOf(one).map(({ events }) => events)).toEqual(executionsOf(other).map(({ events }) => events))
  })
})

function most({ maxConcurrency }: SimulatedMapRun): number {
  return maxConcurrency === 0 ? Number.POSITIVE_INFINITY : maxConcurrency
}

/** Of a Map Run without redrives, as a redriven child stands still in between. */
function mostAtOnce({ children, redrives }: SimulatedMapRun): number {
  if (redrives > 0) return 0
  const changes = children.flatMap(({ startAt, stopAt = Number.POSITIVE_INFINITY }) => [
    { at: startAt, by: 1 },
    { at: stopAt, by: -1 },
  ])
  let running = 0
  let highest = 0
  for (const { by } of changes.toSorted((a, b) => a.at - b.at || a.by - b.by)) {
    running += by
    highest = Math.max(highest, running)
  }
  return highest
}

function failuresToldOf(forest: Forest, mapRun: SimulatedMapRun): (string | undefined)[] {
  const events = forest.executions.get(mapRun.parentArn)?.events ?? []
  const starts = new Set(events.filter(({ details }) => details?.['mapRunArn'] === mapRun.arn).map(({ id }) => id))
  return events
    .filter(({ type, previousEventId }) => /^MapRun(Failed|Succeeded)$/.test(type) && starts.has(previousEventId))
    .map(({ details }) => (typeof details?.['error'] === 'string' ? details['error'] : undefined))
}

function isOverTolerance({ children, pending, record }: SimulatedMapRun): boolean {
  const failed = children.filter(({ status }) => status === 'FAILED' || status === 'TIMED_OUT')
  const failedItems = failed.reduce((sum, { itemCount }) => sum + itemCount, 0)
  const items = pending.items + children.reduce((sum, { itemCount }) => sum + itemCount, 0)
  const { toleratedFailureCount, toleratedFailurePercentage } = record.plan
  if (toleratedFailureCount !== undefined) return failedItems > toleratedFailureCount
  return failedItems * 100 > (toleratedFailurePercentage ?? 0) * items
}

/** What hundreds of random forests must have shown at least so often, or the tests on them say little. */
const FEATURES: Record<string, (forest: Forest) => boolean> = {
  'a cause two executions down': forest => trueAnswer(forest).via.length > 1,
  'a cause in a Map Run of a Map Run': forest =>
    trueAnswer(forest)
      .via.map(({ kind }) => kind)
      .join()
      .includes('mapRun,mapRun'),
  'a cause in a started execution of a child': forest =>
    trueAnswer(forest)
      .via.map(({ kind }) => kind)
      .join()
      .includes('mapRun,nested'),
  'a failure before a Fail state': forest => trueAnswer(forest).after !== null,
  'an execution stopped by hand that is the cause': forest => {
    const { cause } = trueAnswer(forest)
    return forest.executions.get(cause?.execution ?? '')?.events[(cause?.event ?? 0) - 1]?.type === 'ExecutionAborted'
  },
  'a child in another account': forest => executionsOf(forest).some(({ account }) => account !== forest.root.account),
  'a Map Run that failed by its reader or writer': forest =>
    [...forest.mapRuns.values()].some(
      ({ record, status }) => status === 'FAILED' && record.plan.breaks !== undefined && record.redrives === 0,
    ),
  'tolerated failures': forest =>
    [...forest.mapRuns.values()].some(
      ({ status, children }) => status === 'SUCCEEDED' && children.some(child => child.status === 'FAILED'),
    ),
  'children that never start': forest => [...forest.mapRuns.values()].some(({ pending }) => pending.executions > 0),
  'a Map Run redriven': forest => [...forest.mapRuns.values()].some(({ redrives }) => redrives > 0),
  'a child redriven': forest =>
    executionsOf(forest).some(({ mapRunArn, redrives }) => mapRunArn !== undefined && redrives > 0),
  'a running forest': forest => forest.root.status === 'RUNNING',
  'a started execution that outlives its parent': forest =>
    executionsOf(forest).some(
      ({ mapRunArn, stopAt }) => mapRunArn === undefined && (stopAt ?? 0) > (forest.root.stopAt ?? 1e15),
    ),
  'batches of items': forest => executionsOf(forest).some(({ itemCount }) => itemCount > 1),
  'Express children': forest => executionsOf(forest).some(({ isExpress }) => isExpress),
  'a refused start': forest =>
    executionsOf(forest).some(({ events }) =>
      events.some(({ details }) => String(details?.['error']).includes('DoesNotExistException')),
    ),
}

describe('random forests show, often enough,', () => {
  it.each(Object.entries(FEATURES))('%s', (_, isShown) => {
    expect(FORESTS.filter(({ forest }) => isShown(forest)).length).toBeGreaterThan(4)
  })
})
