import type { Machine, Occasion, TaskRun } from '../simulator/machine.ts'
import type { SimulationOptions } from '../simulator/options.ts'
import { failure, inOrder, retry, task, took } from './sample.ts'

/** The runs of one state machine, of our own making. */
export interface RunsSample {
  /** Its place in links and the file's name. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly machineName: string
  /** Oldest first. */
  readonly runs: readonly SampledRun[]
}

export interface SampledRun {
  readonly name: string
  /** The version of the state machine it was started by. */
  readonly version: string
  readonly machine: Machine
  readonly options: SimulationOptions & { readonly startAt: number }
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 86_400 * SECOND
const NIGHTS = 40
const FIRST_NIGHT = Date.UTC(2026, 9, 14, 1, 0, 4)
const REGIONS = ['north', 'south', 'east', 'west'] as const
/** From this night on charging takes a little longer every night. */
const DRIFTS_FROM = 16
/** The first night of version 12, which checks each VAT number. */
const VERSION_12_FROM = 28
const THROTTLED_NIGHTS: ReadonlySet<number> = new Set([31, 36])
const MISMATCHED_NIGHT = 13

function machineOf(night: number): Machine {
  return inOrder({
    LoadUsage: task('glue:startJobRun.sync', ({ random }) => ({
      ...took(random.between(8.2 * MINUTE, 9.6 * MINUTE)),
      submitMs: 240,
    })),
    ChargeTenants: {
      type: 'Map',
      mode: 'inline',
      maxConcurrency: 2,
      items: () => REGIONS.map(region => ({ region })),
      processor: inOrder({
        ChargeCard: task('function:charge-card', occasion => chargeRun(night, occasion), {
          retry: retry('Lambda.TooManyRequestsException', 20, 2),
          output: data => data,
        }),
      }),
    },
    ...(night >= VERSION_12_FROM && {
      CheckVat: task('function:check-vat', ({ random }) =>
        took(random.between(2.6 * MINUTE, 3.4 * MINUTE), { checked: 412 }),
      ),
    }),
    RenderInvoices: {
      type: 'Map',
      mode: 'inline',
      maxConcurrency: 2,
      items: () => REGIONS.slice(0, 3).map(region => ({ region })),
      processor: inOrder({
        RenderInvoice: task('function:render-invoice', occasion => renderRun(night, occasion), {
          output: data => data,
        }),
      }),
    },
    MailReport: task('aws-sdk:sesv2:sendEmail', ({ random }) => took(random.between(300, 900))),
  })
}

function chargeRun(night: number, { iterations: [index = 0], random, earlierAttempts }: Occasion): TaskRun {
  if (THROTTLED_NIGHTS.has(night) && index === 2) {
    const calls = 940 + night + 7 * earlierAttempts
    const cause = `Rate exceeded for function charge-card: ${calls} calls in a minute`
    return {
      queueMs: 60,
      runMs: random.between(4 * SECOND, 9 * SECOND),
      result: failure('Lambda.TooManyRequestsException', cause),
    }
  }
  const drift = Math.max(0, night - DRIFTS_FROM) * 13 * SECOND
  return { ...took(random.between(8 * MINUTE, 9.5 * MINUTE) + drift), queueMs: 40 }
}

function renderRun(night: number, { iterations: [index = 0], random }: Occasion): TaskRun {
  const runMs = random.between(4.4 * MINUTE, 5.6 * MINUTE)
  if (night !== MISMATCHED_NIGHT || index !== 1) return took(runMs)
  const result = failure('SchemaMismatch', `field 'vatRate' of invoice 20261027-214 is "n/a", expected a number`)
  return { queueMs: 12, runMs: runMs / 3, result }
}

function nightOf(night: number): SampledRun {
  const startAt = FIRST_NIGHT + night * DAY + ((night * 1733) % 9000)
  const day = new Date(startAt).toISOString().slice(0, 10)
  return {
    name: `nightly-${day}`,
    version: night < VERSION_12_FROM ? '11' : '12',
    machine: machineOf(night),
    options: { seed: 4001 + night, startAt, machineName: 'NightlyBilling', input: { night: day } },
  }
}

/** Forty runs: one state drifts, a version adds another, three nights fail in two ways. */
export const fortyNights: RunsSample = {
  name: 'forty-nights',
  title: 'Nightly billing, forty nights',
  description: 'Forty runs of one state machine: a state that grows slower, a new version, three failures of two kinds',
  machineName: 'NightlyBilling',
  runs: Array.from({ length: NIGHTS }, (_, night) => nightOf(night)),
}
