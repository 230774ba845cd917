import { largeHistoryMachine } from '../simulator/large-history.ts'
import type { Occasion, TaskRun } from '../simulator/machine.ts'
import { failure, inOrder, type Sample, task, took } from './sample.ts'

const HOUR = 3_600_000

/** The table is full twice: each time someone redrives hours later, and only what failed runs again. */
export const redrive: Sample = {
  name: 'redrive',
  title: 'Redrive',
  description: 'Failed twice, redriven by hand hours later: only what had failed runs again, and it passes',
  options: {
    seed: 71,
    startAt: Date.UTC(2026, 10, 16, 5, 10, 2, 118),
    machineName: 'TenantMigration',
    input: {
      tenants: ['t-0440', 't-0441', 't-0442', 't-0443'],
      target: 'eu-central-1',
    },
    redrives: [{ afterMs: 3.4 * HOUR }, { afterMs: 5.1 * HOUR }],
  },
  machine: inOrder({
    FreezeWrites: task('function:freeze-writes', [took(734, { frozen: true })]),
    CopyTenants: {
      type: 'Map',
      mode: 'inline',
      maxConcurrency: 0,
      items: () => ['t-0440', 't-0441', 't-0442', 't-0443'].map(tenant => ({ tenant })),
      processor: inOrder({
        Export: task('aws-sdk:dynamodb:exportTableToPointInTime', ({ random }) => took(random.between(900, 4e3)), {
          output: data => data,
        }),
        Import: task('states:startExecution.sync:2', importRun, {
          output: data => data,
          timeoutSeconds: 3600,
        }),
      }),
    },
    SwitchRouting: task('function:switch-routing', [took(1290, { routed: 4 })]),
    ThawWrites: task('function:thaw-writes', [took(702, { frozen: false })]),
  }),
}

function importRun({ iterations: [index = 0], earlierAttempts, random }: Occasion): TaskRun {
  const run = { queueMs: 25, submitMs: 120 }
  if (index === 2 && earlierAttempts < 2) {
    return {
      ...run,
      runMs: 31_000,
      result: failure('TableFull', 'The table t-0442-import has reached its provisioned size.'),
    }
  }
  return { ...run, runMs: random.between(18_000, 55_000), result: { kind: 'succeeded', output: { imported: true } } }
}

/** Twenty thousand events: what a page has to bear. */
export const nightlyBilling: Sample = {
  name: 'nightly-billing',
  title: 'Nightly billing',
  description: '20,000 events: hundreds of tenants, each with a Map of invoices, retries and approvals',
  options: {
    seed: 97,
    startAt: Date.UTC(2026, 10, 21, 1, 0, 0, 0),
    machineName: 'NightlyBilling',
    input: { run: '2026-11-20' },
  },
  machine: largeHistoryMachine(341),
}
