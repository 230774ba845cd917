import type { HistoryEvent } from '../src/history/events.ts'
import { failed, inOrder, retry, task, took } from '../src/samples/sample.ts'
import type { Occasion, TaskRun } from '../src/simulator/machine.ts'
import { simulate } from '../src/simulator/simulate.ts'

/** What one night of the invoice export was like. */
interface Night {
  readonly startAt: number
  readonly tenants: number
  /** The amount is above what goes out unseen: somebody approves of it. */
  readonly isLarge: boolean
  /** How often posting is refused before it works. */
  readonly refusals: number
  readonly postMs: number
}

const USUAL: Night = {
  startAt: Date.UTC(2026, 10, 20, 1, 0, 5),
  tenants: 3,
  isLarge: false,
  refusals: 0,
  postMs: 9_000,
}
const SLOW: Night = { startAt: Date.UTC(2026, 10, 21, 1, 0, 5), tenants: 4, isLarge: true, refusals: 2, postMs: 12_000 }

function eventsOf(night: Night): readonly HistoryEvent[] {
  const tenants = Array.from({ length: night.tenants }, (_, at) => ({ tenant: `t-${at}` }))
  const post = ({ earlierAttempts, iterations: [index = 0] }: Occasion): TaskRun =>
    index === 1 && earlierAttempts < night.refusals
      ? failed(2_000, 'TooManyRequests', 'The ledger takes 40 a minute.')
      : took(night.postMs + index * 1_500, { posted: true })
  const machine = inOrder({
    ListTenants: task('function:list-tenants', [took(3_100, { tenants })]),
    NeedsApproval: { type: 'Choice', picks: [night.isLarge ? 'AwaitApproval' : 'ApproveAuto'] },
    AwaitApproval: { type: 'Wait', waitMs: [41_000], next: 'PostInvoices' },
    ApproveAuto: { type: 'Pass', next: 'PostInvoices' },
    PostInvoices: {
      type: 'Map',
      mode: 'inline',
      maxConcurrency: 2,
      items: () => tenants,
      processor: inOrder({
        Price: task('function:price', [took(900)]),
        Post: task('function:post', post, { retry: retry('TooManyRequests', 4, 3) }),
      }),
    },
    Report: task('function:report', [took(night.isLarge ? 2_000 : 4_000)]),
  })
  const options = {
    seed: 5,
    startAt: night.startAt,
    machineName: 'InvoiceExport',
    input: { tenants: night.tenants, dryRun: false },
  }
  return simulate(machine, options).events
}

/** A night as most are: 26 s. */
export const usualNight = (): readonly HistoryEvent[] => eventsOf(USUAL)

/** The night after: one tenant more, an approval to wait for, a ledger that refuses twice; its report is faster. */
export const slowNight = (): readonly HistoryEvent[] => eventsOf(SLOW)

const DAY_MS = 86_400_000

/** Usual nights before the slow one, the last first: each took a little more or less. */
export function nightsBefore(count: number): readonly (readonly HistoryEvent[])[] {
  return Array.from({ length: count }, (_, at) =>
    eventsOf({ ...USUAL, startAt: USUAL.startAt - at * DAY_MS, postMs: USUAL.postMs + ((at * 3) % 7) * 500 }),
  )
}
