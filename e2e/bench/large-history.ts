import type { HistoryEvent } from '../../src/history/events.ts'
import { toWireEvent } from '../../src/testing/endpoint/wire.ts'
import type { Machine } from '../../src/testing/machine.ts'
import { simulate } from '../../src/testing/simulate.ts'

/** A Map at concurrency 40 whose iterations choose, call a function (some twice) and pass on: fan-out as people have it. */
function fanOut(items: number): Machine {
  return {
    startAt: 'EachOrder',
    states: {
      EachOrder: {
        type: 'Map',
        mode: 'inline',
        maxConcurrency: 40,
        items: () => Array.from({ length: items }, (_, index) => orderOf(index)),
        processor: {
          startAt: 'IsLarge',
          states: {
            IsLarge: { type: 'Choice', picks: ['Charge'], next: 'Charge' },
            Charge: {
              type: 'Task',
              task: { kind: 'lambda', functionName: 'charge-card' },
              next: 'Done',
              retry: [{ errorEquals: ['States.TaskFailed'], intervalSeconds: 1, maxAttempts: 3, backoffRate: 2 }],
              runs: ({ iterations, earlierAttempts }) => ({
                queueMs: 20,
                runMs: 400,
                result:
                  earlierAttempts === 0 && (iterations[0] ?? 0) % 10 === 0
                    ? { kind: 'failed', error: 'Lambda.TooManyRequestsException', cause: 'Rate exceeded' }
                    : { kind: 'succeeded', output: { charged: true } },
              }),
            },
            Done: { type: 'Pass' },
          },
        },
      },
    },
  }
}

/** Payloads of the size people have: recordings average 530 bytes an event, this history about as much. */
function orderOf(index: number): unknown {
  return {
    orderId: `order-${100_000 + index}`,
    customer: { id: 7_000 + index, name: 'Mila van der Berg', country: 'NL', tier: 'gold' },
    lines: [1, 2, 3].map(line => ({
      sku: `sku-${index % 97}-${line}`,
      quantity: line,
      unitPrice: 19.95,
      currency: 'EUR',
    })),
    shipping: { method: 'express', street: 'Keizersgracht 123', city: 'Amsterdam', postcode: '1015 CJ', notes: null },
    correlationId: `c0ffee00-0000-4000-a000-${String(index).padStart(12, '0')}`,
  }
}

/** The first `count` events of an execution large enough. */
export function largeHistory(count: number): readonly HistoryEvent[] {
  const perIteration = 10
  const { events } = simulate(fanOut(Math.ceil(count / perIteration) + 1), {
    maxEvents: count,
    cutAfterEvents: count,
    keepsTruth: false,
  })
  if (events.length < count) throw new Error(`only ${events.length} of ${count} events`)
  return events
}

/** The history as the API sends it, 1000 events a page. */
export function pagesOf(events: readonly HistoryEvent[]): string[] {
  const pages: string[] = []
  for (let from = 0; from < events.length; from += 1000) {
    pages.push(JSON.stringify({ events: events.slice(from, from + 1000).map(toWireEvent) }))
  }
  return pages
}
