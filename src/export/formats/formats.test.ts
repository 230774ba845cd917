import { csvParse } from 'd3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grownForest } from '../../../e2e/grown-forest.ts'
import type { Forest } from '../../forest/forest.ts'
import { forestWith, withChange } from '../../forest/grow.ts'
import { spanId } from '../../model/keys.ts'
import { phasesOf } from '../../model/phases.ts'
import { createTreeBuilder } from '../../model/tree-builder.ts'
import { eventsOf } from '../../simulator/event-notation.ts'
import { randomForest } from '../../simulator/forest/random-forest.ts'
import { simulateForest } from '../../simulator/forest/simulate-forest.ts'
import { chromeTrace } from './chrome-trace.ts'
import { EVENT_COLUMNS, eventsCsv, SPAN_COLUMNS, spansCsv } from './csv.ts'
import { otlpJson, traceIdsOf } from './otlp.ts'
import { membersTold, stretchesTold, type ToldStretch } from './told-spans.ts'

function forestOfSeed(seed: number): Forest {
  const { machine, options } = randomForest(seed)
  return grownForest(simulateForest(machine, options))
}

const seeds = fc.integer({ min: 0, max: 100_000 })

function stretchesIn(forest: Forest): readonly ToldStretch[] {
  return membersTold(forest).flatMap(told => [...stretchesTold(told)])
}

interface TraceEvent {
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur: number
  readonly cat: string
  readonly name: string
}

function traceOf(forest: Forest): readonly TraceEvent[] {
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse([...chromeTrace(forest)].join(''))
  return traceEvents
}

describe('Chrome trace', () => {
  it('holds every stretch of every span as one slice, with its times to the ms', () => {
    fc.assert(
      fc.property(seeds, seed => {
        const forest = forestOfSeed(seed)
        const slices = traceOf(forest).filter(({ ph, cat }) => ph === 'X' && cat !== 'phase')
        const wanted = stretchesIn(forest).map(({ from, to, told }) => [
          Math.floor(from),
          Math.floor(Math.max(from, to ?? told.lastAt)),
        ])
        const byTime = (list: readonly (readonly number[])[]) => list.map(pair => pair.join()).toSorted()
        expect(byTime(slices.map(({ ts, dur }) => [Math.floor(ts / 1000), Math.floor((ts + dur) / 1000)]))).toEqual(
          byTime(wanted),
        )
      }),
      { numRuns: 25 },
    )
  })

  it('lays slices of one thread within or beside one another, so that no reader loses one', () => {
    fc.assert(
      fc.property(seeds, seed => {
        const forest = forestOfSeed(seed)
        /** Ends of what is open, by thread. */
        const open = new Map<string, number[]>()
        for (const { ph, pid, tid, ts, dur } of traceOf(forest)) {
          if (ph !== 'X') continue
          const thread = open.get(`${pid}/${tid}`) ?? []
          open.set(`${pid}/${tid}`, thread)
          while (thread.length > 0 && (thread.at(-1) ?? 0) <= ts) thread.pop()
          expect(dur).toBeGreaterThan(0)
          expect(ts + dur).toBeLessThanOrEqual(thread.at(-1) ?? Infinity)
          thread.push(ts + dur)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('has a slice for each phase of an attempt, inside the attempt', () => {
    fc.assert(
      fc.property(seeds, seed => {
        const forest = forestOfSeed(seed)
        const attempts = stretchesIn(forest).flatMap(({ span, told }) =>
          span.kind === 'taskAttempt' ? phasesOf(told.tree, span) : [],
        )
        const names = traceOf(forest).flatMap(({ cat, name }) => (cat === 'phase' && name !== 'backoff' ? [name] : []))
        expect(names.toSorted()).toEqual(attempts.map(({ kind }) => kind).toSorted())
      }),
      { numRuns: 25 },
    )
  })
})

interface OtlpSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly events: readonly { readonly name: string }[]
  readonly links?: readonly { readonly spanId: string }[]
}

async function otlpOf(forest: Forest): Promise<readonly OtlpSpan[]> {
  const text = [...otlpJson(forest, await traceIdsOf(forest))].join('')
  const data: { resourceSpans: readonly { scopeSpans: readonly { spans: readonly OtlpSpan[] }[] }[] } = JSON.parse(text)
  return data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
}

describe('OTLP', () => {
  it('is one trace in which each id is said once, each parent and link is there, and no event is lost', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async seed => {
        const forest = forestOfSeed(seed)
        const spans = await otlpOf(forest)
        const ids = new Set(spans.map(span => span.spanId))
        expect([ids.size, spans.length]).toEqual([spans.length, stretchesIn(forest).length])
        expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
        // The execution alone lies in nothing, as often as it ran.
        const rounds = 1 + (membersTold(forest)[0]?.tree.root.earlierSegments.length ?? 0)
        expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(rounds)
        for (const { parentSpanId, links = [], traceId, spanId: id } of spans) {
          if (parentSpanId !== undefined) expect(ids.has(parentSpanId)).toBe(true)
          for (const link of links) expect(ids.has(link.spanId)).toBe(true)
          expect([traceId, id].join()).toMatch(/^[0-9a-f]{32},[0-9a-f]{16}$/)
        }
        const events = membersTold(forest).reduce((sum, { tree }) => sum + tree.eventCount, 0)
        expect(spans.reduce((sum, span) => sum + span.events.length, 0)).toBe(events)
      }),
      { numRuns: 25 },
    )
  })

  it('has the same ids whatever of the forest is read, so that exporting again merges', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async seed => {
        const { machine, options } = randomForest(seed)
        const simulated = simulateForest(machine, options)
        const whole = new Map((await otlpOf(grownForest(simulated))).map(span => [span.spanId, span]))
        for (const span of await otlpOf(grownForest(simulated, () => undefined))) {
          expect(whole.get(span.spanId)).toEqual(span)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('CSV', () => {
  it('reads back in another reader with a line a stretch and a line an event', () => {
    fc.assert(
      fc.property(seeds, seed => {
        const forest = forestOfSeed(seed)
        const spans = csvParse([...spansCsv(forest)].join(''))
        expect(spans.columns).toEqual([...SPAN_COLUMNS])
        expect(spans.map(row => [row['span'], row['start_event']].join())).toEqual(
          stretchesIn(forest).map(({ span, stretch }) => [spanId(span), stretch.startEventId].join()),
        )
        const events = csvParse([...eventsCsv(forest)].join(''))
        expect(events.columns).toEqual([...EVENT_COLUMNS])
        const wanted = membersTold(forest).flatMap(({ tree }) =>
          tree.loaded.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => String(from + at))),
        )
        expect(events.map(row => row['id'])).toEqual(wanted)
        for (const row of events) if (row['details'] !== '') JSON.parse(row['details'] ?? '')
      }),
      { numRuns: 25 },
    )
  })

  it('keeps hostile text text: no formula, no line of its own', () => {
    const hostile = [
      '=cmd|"/C calc"!A0',
      '+1',
      '-2',
      '@SUM(A1)',
      '\tx',
      '\rx',
      '\n=1+1',
      '＝1',
      '＋1',
      '－1',
      '＠SUM(A1)',
      'a,"b"\r\nc',
      '"',
    ]
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' })), cause => {
        const events = eventsOf('1<0 ExecutionStarted  2<1 ExecutionFailed error=E').map(event =>
          event.id === 2 ? { ...event, details: { error: 'E', cause } } : event,
        )
        const tree = createTreeBuilder().append(events)
        const forest = withChange(forestWith({ ref: { kind: 'sample', name: 's' } }), 0, { tree })
        const [row, ...others] = csvParse([...spansCsv(forest)].join(''))
        expect(others).toEqual([])
        const told = row?.['cause'] ?? ''
        expect(told).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
        expect(told.replace(/^'/, '')).toBe(cause.replace(/^'/, ''))
      }),
    )
  })
})
