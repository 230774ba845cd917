import type { Print } from '../simulator/lambda-log.ts'
import { type SampleCall, type SampleFunction, thrown } from './logs-file.ts'

type Line = readonly [share: number, level: Print['level'], text: string, more?: Print['more']]

/** Lines at shares of the call's time. */
function prints(...lines: readonly Line[]): SampleFunction['prints'] {
  return (call: SampleCall) => [
    ...lines.map(([share, level, text, more]) => {
      return { afterMs: Math.round(call.durationMs * share), level, text, ...(more !== undefined && { more }) }
    }),
    ...thrown(call),
  ]
}

/** What the functions of the saga print. */
export const TRIP_FUNCTIONS: Readonly<Record<string, SampleFunction>> = {
  'reserve-flight': {
    ...{ format: 'text', memoryMB: 256, usedMB: 96, initMs: 388 },
    prints: prints(
      [0.01, 'INFO', 'booking trip-5f31c: HAM to LIS on 2026-12-03'],
      [0.4, 'DEBUG', 'GDS offers 7 fares'],
      [0.95, 'INFO', 'reserved TP571-22A'],
    ),
  },
  'reserve-hotel': {
    ...{ format: 'text', memoryMB: 256, usedMB: 91, initMs: 402 },
    prints: prints(
      [0.01, 'INFO', 'booking trip-5f31c: Lisbon, 4 nights'],
      [0.55, 'WARN', 'hotel API: no answer for 1.0 s'],
      [0.97, 'INFO', 'reserved H-99812'],
    ),
  },
  'reserve-car': {
    ...{ format: 'json', memoryMB: 128, usedMB: 119, initMs: 441 },
    prints: prints(
      [0.01, 'INFO', 'looking for a car', { bookingId: 'trip-5f31c', class: 'compact', days: 4 }],
      [0.18, 'DEBUG', 'GET https://cars.example/v3/vehicles', { station: 'LIS', from: '2026-12-03' }],
      [0.46, 'WARN', 'first supplier has none', { supplier: 'rodas', tried: 1, offers: [] }],
      [0.71, 'WARN', 'second supplier has none', { supplier: 'lisauto', tried: 2, offers: [] }],
      [
        0.96,
        'ERROR',
        'no supplier has a vehicle',
        { tried: 2, request: { class: 'compact', station: 'LIS', days: 4 } },
      ],
    ),
  },
  'cancel-hotel': {
    ...{ format: 'text', memoryMB: 256, usedMB: 88, initMs: 371 },
    prints: prints([0.02, 'INFO', 'cancelling H-99812'], [0.9, 'INFO', 'cancelled, nothing to pay']),
  },
  'cancel-flight': {
    ...{ format: 'text', memoryMB: 256, usedMB: 93, initMs: 120 },
    prints: prints(
      [0.02, 'INFO', 'cancelling TP571-22A'],
      [0.3, 'DEBUG', 'DELETE https://gds.example/bookings/TP571-22A'],
    ),
  },
}
