import type { Machine, Occasion, TaskRun } from './machine.ts'
import type { SimulationOptions } from './options.ts'
import { type Simulation, simulate } from './simulate.ts'

export interface LargeHistoryOptions {
  /** About how many events: a few less, so that 25,000 stays within AWS's limit. */
  readonly events: number
  readonly seed?: number
  readonly keepsTruth?: boolean
  readonly includeExecutionData?: boolean
}

/**
 * A finished execution of about so many events: a nightly billing run whose Map bills tenants, each with a nested Map
 * over its invoices, retries, approvals by callback and a Parallel that delivers. One million take a few seconds.
 */
export function largeHistory({ events, seed = 1, ...rest }: LargeHistoryOptions): Simulation {
  const options: SimulationOptions = { seed, machineName: 'NightlyBilling', input: { run: '2026-05-12' }, ...rest }
  const probe = Math.min(60, Math.max(1, Math.floor(events / 400)))
  const probed = simulate(largeHistoryMachine(probe), { ...options, keepsTruth: false }).events.length
  let tenants = Math.max(1, Math.floor((events * 0.99 * probe) / probed))
  for (;;) {
    const simulation = simulate(largeHistoryMachine(tenants), options)
    const excess = simulation.events.length - events
    if (excess <= 0 || tenants === 1) return simulation
    // Tenants differ: take so many fewer as the excess is worth, and a few more.
    tenants = Math.max(1, tenants - Math.ceil((excess * probe * 1.2) / probed) - 1)
  }
}

/** The nightly billing run with so many tenants: about sixty events each. */
export function largeHistoryMachine(tenants: number): Machine {
  const tenant = (index: number) => ({
    tenant: `t-${String(index).padStart(5, '0')}`,
    plan: ['free', 'team', 'enterprise'][index % 3],
  })
  return {
    startAt: 'ListTenants',
    states: {
      ListTenants: {
        type: 'Task',
        task: {
          kind: 'integration',
          resourceType: 'aws-sdk:dynamodb',
          resource: 'scan',
        },
        next: 'BillTenants',
        runs: [
          {
            queueMs: 4,
            runMs: 380,
            result: {
              kind: 'succeeded',
              output: { tenants },
            },
          },
        ],
      },
      BillTenants: {
        type: 'Map',
        mode: 'inline',
        maxConcurrency: 40,
        next: 'Report',
        processor: billTenant,
        items: () => Array.from({ length: tenants }, (_, index) => tenant(index)),
      },
      Report: {
        type: 'Task',
        task: {
          kind: 'integration',
          resourceType: 'sns',
          resource: 'publish',
        },
        runs: [
          {
            queueMs: 3,
            runMs: 45,
            result: { kind: 'succeeded' },
          },
        ],
      },
    },
  }
}

const RETRY = [{ errorEquals: ['Lambda.TooManyRequestsException'], intervalSeconds: 2, maxAttempts: 4, backoffRate: 2 }]

const billInvoice: Machine = {
  startAt: 'Price',
  states: {
    Price: { type: 'Pass', next: 'Charge' },
    Charge: {
      type: 'Task',
      task: {
        kind: 'integration',
        resourceType: 'lambda',
        resource: 'invoke',
      },
      timeoutSeconds: 30,
      retry: RETRY,
      catch: [
        {
          errorEquals: ['CardDeclined'],
          next: 'NoteUnpaid',
        },
      ],
      runs: chargeRun,
    },
    NoteUnpaid: { type: 'Pass' },
  },
}

const billTenant: Machine = {
  startAt: 'LoadUsage',
  states: {
    LoadUsage: {
      type: 'Task',
      task: { kind: 'lambda', functionName: 'load-usage' },
      retry: RETRY,
      runs: usageRun,
      next: 'NeedsApproval',
    },
    NeedsApproval: {
      type: 'Choice',
      picks: ({ iterations: [tenant = 0] }) => (tenant % 50 === 7 ? 'AwaitApproval' : 'EachInvoice'),
    },
    AwaitApproval: {
      type: 'Task',
      task: {
        kind: 'integration',
        resourceType: 'sqs',
        resource: 'sendMessage.waitForTaskToken',
      },
      next: 'EachInvoice',
      runs: ({ random }) => ({
        queueMs: 6,
        submitMs: 30,
        runMs: random.between(4e3, 45e3),
        result: { kind: 'succeeded' },
      }),
    },
    EachInvoice: {
      type: 'Map',
      mode: 'inline',
      maxConcurrency: 4,
      next: 'Deliver',
      processor: billInvoice,
      items: ({ random }) => Array.from({ length: random.between(1, 6) }, (_, line) => ({ invoice: line + 1 })),
    },
    Deliver: {
      type: 'Parallel',
      branches: [deliver('SendMail', 'ses', 'sendEmail'), deliver('StoreCopy', 's3', 'putObject')],
    },
  },
}

function deliver(name: string, service: string, resource: string): Machine {
  const runs = ({ random }: Occasion): TaskRun => ({
    queueMs: 2,
    runMs: random.between(20, 180),
    result: { kind: 'succeeded' },
  })
  return {
    startAt: name,
    states: {
      [name]: { type: 'Task', task: { kind: 'integration', resourceType: `aws-sdk:${service}`, resource }, runs },
    },
  }
}

function usageRun({ random, earlierAttempts }: Occasion): TaskRun {
  const isThrottled = earlierAttempts < 3 && random.chance(0.06)
  return {
    queueMs: random.between(1, 40),
    runMs: random.between(80, 900),
    result: isThrottled ? throttled : { kind: 'succeeded' },
  }
}

function chargeRun({ random, earlierAttempts }: Occasion): TaskRun {
  const queueMs = random.between(1, 25)
  if (earlierAttempts < 3 && random.chance(0.04)) return { queueMs, runMs: 30, result: throttled }
  if (random.chance(0.01))
    return { queueMs, runMs: 240, result: { kind: 'failed', error: 'CardDeclined', cause: 'Insufficient funds' } }
  return { queueMs, runMs: random.between(120, 700), result: { kind: 'succeeded' } }
}

const throttled = { kind: 'failed', error: 'Lambda.TooManyRequestsException', cause: 'Rate Exceeded.' } as const
