import type { Machine, Occasion, StartableMachine, State, TaskRun } from '../simulator/machine.ts'
import { failure, inOrder, retry, type Sample, task, took } from './sample.ts'

const OBJECTS = 2600

/** The objects of a day; `index` is the one that they are written to, a new one for each try. */
function objectsFor(index: string): readonly unknown[] {
  return Array.from({ length: OBJECTS }, (_, number) => ({
    key: `2026/11/15/edge-${String(number).padStart(4, '0')}.log.gz`,
    index,
  }))
}

function numberOf(data: unknown): number {
  return Number(/edge-(\d+)/.exec(JSON.stringify(data))?.[1] ?? 0)
}

const reindexObject: Machine = inOrder({
  ParseLog: task('function:parse-log', parseRun, { output: data => data }),
  IndexLines: task('function:index-lines', indexRun, {
    retry: retry('IndexBusy', 1, 1),
    output: data => ({ indexed: 4000 + numberOf(data) }),
  }),
})

/** One object in a few hundred was cut in the middle of its upload. */
function parseRun({ data, random }: Occasion): TaskRun {
  const number = numberOf(data)
  const run = { queueMs: random.between(4, 40), runMs: random.between(300, 1400) }
  if (number % 211 !== 100) return { ...run, result: { kind: 'succeeded' } }
  return {
    ...run,
    result: failure('TruncatedObject', `edge-${number}.log.gz ends in the middle of line ${number * 7}`),
  }
}

/** The first index is too small: once it is full, writes are turned away. */
function indexRun({ data, random }: Occasion): TaskRun {
  const isFull = JSON.stringify(data).includes('logs-2026.11.15-a') && numberOf(data) > 700 && random.chance(0.45)
  const result = isFull
    ? failure('IndexBusy', 'index logs-2026.11.15-a: flood stage disk watermark exceeded, writes are blocked')
    : ({ kind: 'succeeded' } as const)
  return { queueMs: random.between(4, 30), runMs: random.between(60, 420), result }
}

const reportBuilder: StartableMachine = {
  name: 'ReportBuilder',
  machine: inOrder({
    CountLines: task('aws-sdk:athena:startQueryExecution', [took(410)], { output: data => data }),
    RenderReport: task('function:render-report', [took(38_700, { report: 's3://reports/2026-11-15.html' })]),
  }),
}

const REINDEX = { readMs: 900, childType: 'STANDARD', toleratedFailurePercentage: 5 } as const

/** A Map Run fails over its tolerance, the next one passes with failures to spare; a report is built by an execution. */
export const distributedMap: Sample = {
  name: 'distributed-map',
  title: 'Distributed Map',
  description: '2,600 objects as child executions: the first Map Run failed over its tolerance, the second passed',
  options: {
    seed: 83,
    startAt: Date.UTC(2026, 10, 15, 23, 0, 4, 909),
    machineName: 'LogReindex',
    input: { bucket: 'edge-logs', prefix: '2026/11/15/' },
    reactionMs: 600,
  },
  machine: inOrder({
    CountObjects: task('aws-sdk:s3:listObjectsV2', [took(388)], { output: data => data }),
    ReindexObjects: {
      type: 'Map',
      mode: 'distributed',
      maxConcurrency: 40,
      length: 0,
      label: 'ReindexObjects',
      retry: retry('States.ExceedToleratedFailureThreshold', 60, 1),
      runs: [
        { ...REINDEX, items: objectsFor('logs-2026.11.15-a') },
        { ...REINDEX, items: objectsFor('logs-2026.11.15-b') },
      ],
      processor: reindexObject,
    },
    BuildReport: starting(reportBuilder),
    Announce: task('sns:publish', [took(64, { MessageId: '5e0f5f1a-9f2f-4d4c' })]),
  }),
}

function starting(what: StartableMachine, extras: Parameters<typeof task>[2] = {}): State {
  return task('states:startExecution.sync:2', ({ random }) => ({ ...took(0), submitMs: random.between(60, 140) }), {
    starts: { what, plans: [] },
    ...extras,
  })
}

const cardCharge: StartableMachine = {
  name: 'CardCharge',
  machine: inOrder({
    TokenizeCard: task('function:tokenize-card', [took(210, { token: 'tok_9f31', amount: 129.9 })]),
    ChargeCard: task('function:charge-card', chargeRun, { retry: retry('ProcessorUnavailable', 2, 2) }),
    RecordCharge: task('dynamodb:putItem', [took(31)]),
  }),
}

function chargeRun({ earlierAttempts }: Occasion): TaskRun {
  const cause = `processor eu-2 answered 503 to charge tok_9f31: connection pool exhausted after ${30 + earlierAttempts} s`
  return { queueMs: 18, runMs: 3100 + 900 * earlierAttempts, result: failure('ProcessorUnavailable', cause) }
}

const paymentService: StartableMachine = {
  name: 'PaymentService',
  machine: inOrder({
    AssessRisk: task('function:assess-risk', [took(640, { order: 'o-5521', risk: 0.04 })]),
    ChargeCard: starting(cardCharge),
    BookRevenue: task('events:putEvents', [took(44)]),
  }),
}

/** Three state machines that call one another: the order failed because a card could not be charged two levels down. */
export const orderPlatform: Sample = {
  name: 'order-platform',
  title: 'Order platform',
  description: 'Three state machines calling one another: the order failed for a card charge two executions down',
  options: {
    seed: 101,
    startAt: Date.UTC(2026, 10, 24, 14, 7, 31, 208),
    machineName: 'OrderPlatform',
    input: { order: 'o-5521', customer: 'c-80417', total: 129.9 },
  },
  machine: inOrder({
    ValidateOrder: task('function:validate-order', [took(180)], { output: data => data }),
    PrepareAndPay: {
      type: 'Parallel',
      branches: [
        inOrder({
          ReserveStock: task('dynamodb:updateItem', [took(38)], { output: data => data }),
          PickItems: task('activity:pick-items', [took(5200, { picked: 3 }, 900)]),
        }),
        inOrder({ TakePayment: starting(paymentService, { timeoutSeconds: 300 }) }),
      ],
    },
    ShipOrder: task('sqs:sendMessage', [took(29)]),
  }),
}
