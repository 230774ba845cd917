import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grownForest } from '../../e2e/grown-forest.ts'
import { forestOf, forestWith, withChange } from '../forest/grow.ts'
import { arnOf, type Member } from '../forest/member.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { depthFirst, stateNamesAround } from '../model/walk.ts'
import { randomForest } from '../simulator/forest/random-forest.ts'
import { simulateForest } from '../simulator/forest/simulate-forest.ts'
import { redriveOf, redrivesBelow } from './redrive.ts'

const DAY_MS = 86_400_000
const ARN = 'arn:aws:states:eu-west-1:123456789012:execution:Orders:run-7'

function simulated(seed: number) {
  const { machine, options } = randomForest(seed)
  return simulateForest(machine, options)
}

function failed(summary: Partial<Member['summary']> = {}): Member {
  const told = { stateMachineName: 'Orders', name: 'run-7', status: 'FAILED', startedAt: 0, stoppedAt: 10 }
  const forest = forestWith({ ref: { kind: 'aws', arn: ARN }, summary: { ...told, redriveCount: 0, ...summary } })
  const member = forest.member(0)
  if (member === undefined) throw new Error('a forest without its root')
  return member
}

/** Paths of states that were entered before an event and did something after it, up to another. */
function ranAgain(tree: ExecutionTree, from: number, to: number): ReadonlySet<string> {
  const paths = new Set<string>()
  for (const { span } of depthFirst(tree)) {
    const isWork = span.kind === 'taskAttempt' || span.kind === 'mapRun'
    if (!isWork || !span.events.some(id => id > from && id < to)) continue
    const visit = span.parentKey === undefined ? undefined : tree.span(span.parentKey)
    if (visit !== undefined && visit.startEventId < from) paths.add(stateNamesAround(tree, visit).join(' › '))
  }
  return paths
}

describe('a redrive, told before it is done', () => {
  it('is allowed as long as AWS says so and 14 days have not passed', () => {
    const at = (redriveStatus: string | undefined, now: number) => {
      const member = failed(redriveStatus === undefined ? {} : { redriveStatus })
      return redriveOf(forestWith({ ref: member.ref }), member, now)
    }
    expect(at('REDRIVABLE', DAY_MS)).toMatchObject({ verdict: 'told', redriveArn: ARN, until: 10 + 14 * DAY_MS })
    expect(at(undefined, DAY_MS)).toMatchObject({ verdict: 'untold' })
    expect(at('REDRIVABLE', 15 * DAY_MS)).toMatchObject({
      verdict: 'refused',
      reason: 'It ended more than 14 days ago.',
    })
    const refused = failed({ redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: 'Its definition is gone' })
    expect(redriveOf(forestWith({ ref: refused.ref }), refused, 20)).toMatchObject({ reason: 'Its definition is gone' })
    const well = failed({ status: 'SUCCEEDED' })
    expect(redriveOf(forestWith({ ref: well.ref }), well, 20)).toBeUndefined()
  })

  it('runs again what a redrive did run again', () => {
    fc.assert(
      fc.property(fc.nat(20_000), seed => {
        for (const { events, isExpress, mapRunArn } of simulated(seed).executions.values()) {
          const redrives = events.filter(({ type }) => type === 'ExecutionRedriven').map(({ id }) => id)
          const [first, second = events.length + 1] = redrives
          if (first === undefined || isExpress || mapRunArn !== undefined) continue
          const before = createTreeBuilder().append(events.slice(0, first - 1))
          const member = forestOf(before).member(0)
          const redrive = member && redriveOf(forestOf(before), member, before.lastEventAt ?? 0)
          const told = new Set(redrive?.again.map(({ path }) => path))
          const ran = ranAgain(createTreeBuilder().append(events), first, second)
          expect([...ran].filter(path => !told.has(path))).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('goes through the execution around the Map Run for each of its children', () => {
    fc.assert(
      fc.property(fc.nat(5_000), seed => {
        const forest = simulated(seed)
        if (forest.executions.size > 60) return
        const grown = grownForest(forest)
        for (let id = 0; id < grown.memberCount; id++) {
          const member = grown.member(id)
          const execution = forest.executions.get((member && arnOf(member)) ?? '')
          if (member?.summary?.status === undefined || execution === undefined || execution.isExpress) continue
          const redrive = redriveOf(grown, member, execution.stopAt ?? 0)
          const isOver = ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(execution.status)
          expect(redrive !== undefined).toBe(isOver)
          let around = execution
          for (let run = forest.mapRuns.get(around.mapRunArn ?? ''); run !== undefined; ) {
            around = forest.executions.get(run.parentArn) ?? around
            run = forest.mapRuns.get(around.mapRunArn ?? '')
          }
          if (redrive !== undefined) expect(redrive.redriveArn).toBe(around.arn)
        }
        const commands = redrivesBelow(grown, 0).map(({ redriveArn }) => redriveArn)
        expect(new Set(commands).size).toBe(commands.length)
      }),
      { numRuns: 40 },
    )
  })

  it('is refused to Express executions wherever they hang, save as children of a Map Run, which it starts anew', () => {
    const express = (machine: string) => `arn:aws:states:eu-west-1:123456789012:express:${machine}:run-7:id`
    const alone = { ...failed(), ref: { kind: 'aws', arn: express('Orders') } } as const
    const told = (member: Member) => redriveOf(forestWith({ ref: member.ref }), member, 20)
    const refused = { verdict: 'refused', reason: 'Express executions cannot be redriven; a new one can be started.' }
    expect(told(alone)).toMatchObject(refused)
    expect(told({ ...alone, at: 3 })).toMatchObject(refused)
    expect(told({ ...failed(), ref: { kind: 'aws', arn: express('Orders/Items') } })).toMatchObject({
      verdict: 'byMapRun',
      redriveArn: undefined,
    })
  })

  it('counts no events of an Express execution, which may have any number', () => {
    const tree = createTreeBuilder().append(simulated(1).root.events)
    const child = 'arn:aws:states:eu-west-1:123456789012:express:Orders/Items:run-7:id'
    const forest = forestWith({ ref: { kind: 'aws', arn: child }, summary: failed().summary, tree })
    const member = forest.member(0)
    expect(member && redriveOf(forest, member, 0)).toMatchObject({ verdict: 'byMapRun', eventsLeft: undefined })
  })

  it('counts the events that are left', () => {
    const tree = createTreeBuilder().append(simulated(1).root.events)
    const forest = withChange(forestWith({ ref: { kind: 'aws', arn: ARN } }), 0, { tree })
    const member = forest.member(0)
    const redrive = member && redriveOf(forest, member, 0)
    expect(redrive?.eventsLeft ?? 25_000 - tree.lastEventId).toBe(25_000 - tree.lastEventId)
  })
})
