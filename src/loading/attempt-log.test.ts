import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LambdaLogs, StreamLogs } from '../logs/log-place.ts'
import { logOfEnvironment, type SimulatedLogLine } from '../simulator/lambda-log.ts'
import type { LogRequest } from '../source/calls.ts'
import { SourceError } from '../source/source.ts'
import { createAttemptLog } from './attempt-log.ts'
import { DEFAULT_LOAD_SETTINGS } from './load-settings.ts'
import { createVirtualTime } from './testing-virtual-time.ts'

const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:pay'
const group = (name: string) => `arn:aws:logs:eu-west-1:123456789012:log-group:${name}`
const USUAL = group('/aws/lambda/pay')
const ids = Array.from({ length: 6 }, (_, at) => `${String(at).repeat(8)}-0000-4000-8000-000000000000`)
const [ID = ''] = ids

interface Conditions {
  /** How long ago the attempt ended. */
  readonly endedAgoMs?: number
  readonly place?: Partial<LambdaLogs>
  readonly named?: StreamLogs
  readonly groups?: Readonly<Record<string, readonly SimulatedLogLine[]>>
  readonly pageSize?: number
  readonly emptyPages?: number
  readonly functionGroup?: string
}

type Asked = LogRequest & { readonly groupArn: string }

/** A function that three environments run, two invocations each; the attempt called the first. */
function attempt(conditions: Conditions = {}) {
  const time = createVirtualTime()
  const { endedAgoMs = 3_600_000, pageSize = 3, emptyPages = 0 } = conditions
  const endedAt = time.now() - endedAgoMs
  const startedAt = endedAt - 2_000
  const lines = linesOf(startedAt + 100)
  const groups = conditions.groups ?? { [USUAL]: lines }
  const asked: Asked[] = []
  let failing: SourceError | undefined
  const log = createAttemptLog(
    {
      place: conditions.named ?? {
        ...{ kind: 'lambda', functionArn: FUNCTION, functionName: 'pay', region: 'eu-west-1', requestId: ID },
        ...{ isAsynchronous: false, answeredAt: undefined, traceId: undefined },
        ...conditions.place,
      },
      startedAt,
      endedAt,
    },
    {
      ...{ surroundings: time, settings: DEFAULT_LOAD_SETTINGS },
      source: {
        live: true,
        functionLogGroup: async () => conditions.functionGroup,
        readLines: async (groupArn, request) => {
          asked.push({ groupArn, ...request })
          if (failing !== undefined) throw failing
          const held = groups[groupArn]
          const isThere = request.streams?.every(stream => held?.some(line => line.stream === stream)) ?? true
          if (held === undefined || !isThere) throw new SourceError('ResourceNotFoundException', 'No such group.')
          const found = held.filter(line => isAskedFor(line, request) && line.arrivedAt <= time.now())
          const page = Number(request.token ?? 0)
          const from = Math.max(0, page - emptyPages) * pageSize
          const given = page < emptyPages ? [] : found.slice(from, from + pageSize).toReversed()
          return {
            lines: given,
            ...((page < emptyPages || from + pageSize < found.length) && { nextToken: String(page + 1) }),
          }
        },
      },
    },
  )
  return { time, log, lines, asked, fail: (error: SourceError | undefined) => (failing = error) }
}

function linesOf(at: number): readonly SimulatedLogLine[] {
  return [0, 1, 2].flatMap(nth => {
    const invocations = [ids[nth], ids[nth + 3]].map((requestId = '', turn) => {
      const raw = { afterMs: 50, level: 'INFO' as const, text: `raw ${requestId}`, isRaw: true }
      return { requestId, at: at + turn * 900, durationMs: 800, usedMB: 60, prints: [raw, { ...raw, isRaw: false }] }
    })
    const environment = { stream: `s${nth}`, format: 'text' as const, memoryMB: 128, initMs: 80, invocations }
    return logOfEnvironment(environment, nth * 100 + 1)
  })
}

function isAskedFor(
  { at, stream, message }: SimulatedLogLine,
  { fromMs, toMs, pattern, streams }: LogRequest,
): boolean {
  const isInStream = streams === undefined || streams.includes(stream)
  return at >= fromMs && at <= toMs && isInStream && message.includes(pattern?.slice(1, -1) ?? '')
}

describe('the log of an attempt', () => {
  it('by request id: where that stands, then all lines of its stream around; nothing twice', async () => {
    const { log, time, lines, asked } = attempt({ pageSize: 2 })
    expect(asked).toEqual([])
    log.start()
    await time.settle()
    const own = log.view.lines.filter(({ ownerId }) => ownerId === ID).map(({ line }) => line.id)
    expect(own).toEqual(lines.filter(({ ownerId }) => ownerId === ID).map(({ id }) => id))
    expect(log.view).toMatchObject({ phase: 'complete', requests: asked.length, groups: [USUAL] })
    expect(new Set(asked.map(one => JSON.stringify(one))).size).toBe(asked.length)
    expect(asked[0]?.pattern).toBe(`"${ID}"`)
    expect(asked.at(-1)?.streams).toEqual(['s0'])
    log.stop()
    log.start()
    await time.settle()
    expect(log.view.requests).toBe(asked.length)
  })

  it('comes whole however it is cut, with empty pages between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.nat(5), async (pageSize, emptyPages) => {
        const { log, time, lines } = attempt({ pageSize, emptyPages })
        log.start()
        await time.until(() => log.view.phase !== 'reading')
        for (let more = 0; more < 3 && log.view.phase === 'held'; more++) {
          log.goOn()
          await time.until(() => log.view.phase !== 'reading')
        }
        const own = log.view.lines.filter(({ ownerId }) => ownerId === ID)
        expect(own).toHaveLength(lines.filter(({ ownerId }) => ownerId === ID).length)
      }),
      { numRuns: 20 },
    )
  })

  describe('by streams that an output names', () => {
    const [output, error] = [group('/aws-glue/jobs/output'), group('/aws-glue/jobs/error')]
    const place: StreamLogs = {
      ...{ kind: 'streams', service: 'Glue', about: 'etl' },
      groups: [output, error].map(arn => ({ name: arn, arn, streams: ['s0', 's9'] })),
    }

    it('each is asked for by itself; one that was never written is passed over', async () => {
      const { log, time, asked, lines } = attempt({ named: place, groups: linesIn(output), pageSize: 100 })
      log.start()
      await time.settle()
      expect(log.view).toMatchObject({ phase: 'complete', error: undefined, requests: 4 })
      expect(asked.map(({ groupArn, streams }) => [groupArn, streams])).toEqual(
        [output, error].flatMap(arn => ['s0', 's9'].map(stream => [arn, [stream]])),
      )
      const own = lines.filter(({ stream }) => stream === 's0')
      expect(log.view.lines.map(({ line }) => line.id)).toEqual(own.map(({ id }) => id))
    })

    it('where none of them was ever written, that is said', async () => {
      const { log, time } = attempt({ named: place, groups: {} })
      log.start()
      await time.settle()
      expect(log.view).toMatchObject({ phase: 'failed', error: { code: 'ResourceNotFoundException' } })
    })

    function linesIn(arn: string) {
      return { [arn]: linesOf(createVirtualTime().now() - 3_602_000 + 100) }
    }
  })

  it('without a request id: all of the group in its time, wider when a person says so, each stretch once', async () => {
    const { log, time, asked, lines } = attempt({ place: { requestId: undefined }, pageSize: 100 })
    log.start()
    await time.settle()
    expect(log.view.lines).toHaveLength(lines.length)
    expect(asked).toHaveLength(1)
    log.widen()
    await time.settle()
    expect(asked).toHaveLength(3)
    const [own, before, after] = asked
    expect([before?.toMs, after?.fromMs]).toEqual([(own?.fromMs ?? 0) - 1, (own?.toMs ?? 0) + 1])
    expect(log.view.window).toEqual({ fromMs: before?.fromMs, toMs: after?.toMs })
  })

  it('follows what comes late for a minute after its end, and marks it', async () => {
    const { log, time, lines } = attempt({ endedAgoMs: 0, pageSize: 100 })
    log.start()
    await time.settle()
    expect(log.view).toMatchObject({ phase: 'following', lines: [] })
    const began = time.now()
    expect(await time.until(() => log.view.phase === 'complete')).toBe(true)
    expect(time.now() - began).toBeLessThanOrEqual(70_000)
    const own = lines.filter(({ ownerId }) => ownerId === ID).map(({ id }) => id)
    expect([...log.view.late]).toEqual(expect.arrayContaining(own))
    expect(new Set(log.view.lines.map(({ line }) => line.id)).size).toBe(log.view.lines.length)
  })

  it('lies in another group where the function says so', async () => {
    const at = 1_790_000_000_000 - 3_602_000
    const { log, time } = attempt({ groups: { [group('/pay')]: linesOf(at + 100) }, functionGroup: '/pay' })
    log.start()
    await time.settle()
    expect(log.view).toMatchObject({ phase: 'complete', groups: [USUAL, group('/pay')] })
    expect(log.view.invocations.some(({ requestId }) => requestId === ID)).toBe(true)
  })

  it('of a group that is not there, the error is told', async () => {
    const { log, time } = attempt({ groups: {} })
    log.start()
    await time.settle()
    expect(log.view).toMatchObject({ phase: 'failed', error: { code: 'ResourceNotFoundException' } })
  })

  it('stays after a failure, and goes on with what failed', async () => {
    const { log, time, asked, fail } = attempt({ pageSize: 1 })
    fail(new SourceError('AccessDeniedException', 'No.'))
    log.start()
    await time.settle()
    expect(log.view.error?.code).toBe('AccessDeniedException')
    fail(undefined)
    log.goOn()
    await time.settle()
    expect(log.view.phase).toBe('complete')
    const again = asked.slice(1).map(one => JSON.stringify(one))
    expect(new Set(again).size).toBe(again.length)
  })

  it('stops at the ceiling until a person goes on, and when it is cancelled', async () => {
    const { log, time, asked } = attempt({ pageSize: 1, emptyPages: 25 })
    log.start()
    await time.until(() => log.view.phase !== 'reading')
    expect([log.view.phase, asked.length, log.view.requests]).toEqual(['held', 20, 20])
    log.goOn()
    log.cancel()
    await time.settle()
    expect(log.view.phase).toBe('cancelled')
    for (let more = 0; more < 3 && log.view.phase !== 'complete'; more++) {
      log.goOn()
      await time.until(() => log.view.phase !== 'reading')
    }
    expect(log.view.phase).toBe('complete')
  })
})
