import { inOrder, task, took } from '../src/samples/sample.ts'
import { type Forest, simulateForest } from '../src/simulator/forest/simulate-forest.ts'
import type { StartableMachine } from '../src/simulator/machine.ts'

/** An evening of orders: one is paid by an execution of its own, the parcels of it are packed by a Map Run. */
interface Evening {
  readonly seed: number
  readonly chargeMs: number
  /** The card is looked at more closely. */
  readonly isChecked: boolean
  readonly parcels: readonly string[]
}

function eveningOf({ seed, chargeMs, isChecked, parcels }: Evening): Forest {
  const payment: StartableMachine = {
    name: 'PaymentService',
    machine: inOrder({
      AssessRisk: task('function:assess-risk', [took(600)]),
      ...(isChecked ? { CheckCard: task('function:check-card', [took(3_000)]) } : {}),
      ChargeCard: task('function:charge-card', [took(chargeMs)]),
    }),
  }
  const machine = inOrder({
    TakePayment: task('states:startExecution.sync:2', () => ({ ...took(0), submitMs: 80 }), {
      starts: { what: payment, plans: [] },
    }),
    PackParcels: {
      type: 'Map',
      mode: 'distributed',
      maxConcurrency: 2,
      length: 0,
      label: 'Parcels',
      runs: [{ readMs: 100, childType: 'STANDARD', items: parcels }],
      processor: inOrder({ Pack: task('function:pack', [took(900)]) }),
    },
    Confirm: task('sns:publish', [took(60)]),
  })
  return simulateForest(machine, {
    ...{ seed, machineName: 'Orders', input: { order: 'o-1' } },
    startAt: Date.UTC(2026, 10, 20, 18, 0, 0) + seed * 3_600_000,
  })
}

/** An evening as most are. */
export const usualEvening = (): Forest =>
  eveningOf({ seed: 1, chargeMs: 2_000, isChecked: false, parcels: ['books', 'lamp', 'shoes'] })

/** The charge took 20 s more, and the card was looked at; one parcel is another. */
export const slowEvening = (): Forest =>
  eveningOf({ seed: 2, chargeMs: 22_000, isChecked: true, parcels: ['books', 'lamp', 'garden chair'] })
