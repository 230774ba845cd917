import { describe, expect, it } from 'vitest'
import { logOfEnvironment } from '../simulator/lambda-log.ts'
import { barTold } from './bar-told.ts'
import { invocationsOf } from './invocations.ts'
import { linesOfAttempt } from './lines-of-attempt.ts'
import { ownedLines } from './lines-of-requests.ts'
import type { LambdaLogs, LogPlace } from './log-place.ts'

const ID = '4135929f-8d60-4ea5-b3c3-b243bec43271'
const T0 = 1_767_225_600_000

const place: LambdaLogs = {
  ...{ kind: 'lambda', functionName: 'pay', region: 'eu-west-1', requestId: ID, traceId: undefined },
  functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:pay',
  ...{ isAsynchronous: false, answeredAt: undefined },
}

interface Called {
  /** Of the Start line, from the beginning of the attempt. */
  readonly afterMs?: number
  readonly format?: 'text' | 'json'
  readonly place?: LogPlace
}

/** An attempt of a second, in which a function started for 300 ms and ran for 600. */
function told({ afterMs = 320, format = 'text', place: at = place }: Called = {}) {
  const invocation = { requestId: ID, at: T0 + afterMs, durationMs: 600, usedMB: 90 }
  const prints = [
    { afterMs: 100, level: 'INFO' as const, text: 'fine' },
    { afterMs: 200, level: 'ERROR' as const, text: 'not fine' },
  ]
  const environment = { stream: 's', format, memoryMB: 128, initMs: 300, invocations: [{ ...invocation, prints }] }
  const lines = ownedLines(logOfEnvironment(environment, 1))
  const subject = { place: at, startedAt: T0, endedAt: T0 + 1000 }
  const own = linesOfAttempt({ lines, invocations: invocationsOf(lines) }, subject, { chosen: undefined, now: 0 })
  const bar = barTold(own, { from: T0, to: T0 + 1000 })
  return bar && { phases: bar.phases.map(({ kind, from, to }) => [kind, from - T0, to - T0]), errors: bar.errors }
}

describe('what a log tells of the bar of its attempt', () => {
  it.each(['text', 'json'] as const)('init, run and error lines of a log in %s', format => {
    expect(told({ format })).toEqual({
      phases: [
        ['init', 20, 320],
        ['run', 320, 920],
      ],
      errors: [T0 + 520],
    })
  })

  it('clocks differ a little: what lies beside the attempt is cut', () => {
    expect(told({ afterMs: 200 })?.phases).toEqual([
      ['init', 0, 200],
      ['run', 200, 800],
    ])
    expect(told({ afterMs: 500 })?.phases.at(-1)).toEqual(['run', 500, 1000])
  })

  it('an environment that had started before it was called: none of that was a part of the attempt', () => {
    expect(told({ afterMs: 20 })?.phases).toEqual([['run', 20, 620]])
  })

  it('an invocation that ran after its task had ended is no part of the bar', () => {
    expect(told({ afterMs: 60_000 })).toEqual({ phases: [], errors: [] })
  })

  it('nothing where time alone tells whose the lines are', () => {
    expect(told({ place: { ...place, requestId: undefined } })).toBeUndefined()
  })

  it('of a stream of another service its error lines alone', () => {
    const groups = [{ name: 'g', arn: 'g', streams: ['s'] }]
    const batch = { kind: 'streams', service: 'Batch', groups, about: undefined } as const
    expect(told({ place: batch })).toEqual({
      phases: [],
      errors: [T0 + 520],
    })
  })
})
