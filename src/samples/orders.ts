import { failed, inOrder, retry, type Sample, task, took } from './sample.ts'
import { TRIP_FUNCTIONS } from './trip-logs.ts'

const order = {
  orderId: 'ord-20261119-4471',
  customer: { id: 'c-88213', email: 'mara.lindqvist@example.com', country: 'SE' },
  lines: [
    { sku: 'LAMP-OAK-40', quantity: 2, unitPrice: 64.5 },
    { sku: 'BULB-E27-WARM', quantity: 6, unitPrice: 4.2 },
  ],
  currency: 'EUR',
}

const throttled = failed(38, 'Lambda.TooManyRequestsException', 'Rate Exceeded.')

/** A linear machine whose third state is throttled three times. */
export const retryStorm: Sample = {
  name: 'retry-storm',
  title: 'Retry storm',
  description: 'An order whose payment is throttled: four attempts, the backoff doubles each time',
  options: { seed: 11, startAt: Date.UTC(2026, 10, 19, 13, 4, 51, 212), machineName: 'OrderCheckout', input: order },
  machine: inOrder({
    ValidateOrder: task('function:validate-order', [took(184)], { output: () => ({ ...order, valid: true }) }),
    ReserveStock: task('dynamodb:updateItem', [took(31)], {
      parameters: () => ({
        TableName: 'stock',
        Key: { sku: { S: 'LAMP-OAK-40' } },
        UpdateExpression: 'ADD reserved :q',
      }),
      output: () => ({ ...order, valid: true, reservation: 'rsv-7710' }),
    }),
    ChargeCard: task('lambda:invoke', [throttled, throttled, throttled, took(912)], {
      retry: retry('Lambda.TooManyRequestsException', 2, 5),
      timeoutSeconds: 30,
      parameters: data => ({ FunctionName: 'charge-card', Payload: data }),
      output: () => ({
        ...order,
        reservation: 'rsv-7710',
        payment: { id: 'pay_3QK9', amount: 154.2, status: 'captured' },
      }),
      comment: 'The payment provider allows ten calls a second',
    }),
    WriteLedger: task('dynamodb:putItem', [took(24)], {
      parameters: () => ({ TableName: 'ledger', Item: { id: { S: order.orderId }, amount: { N: '154.2' } } }),
      output: data => data,
    }),
    SendReceipt: task('aws-sdk:sesv2:sendEmail', [took(143, { MessageId: '0102019a8f3c-77' })]),
  }),
}

const trip = {
  bookingId: 'trip-5f31c',
  traveller: { name: 'Jonas Feldt', loyalty: 'gold' },
  flight: { from: 'HAM', to: 'LIS', date: '2026-12-03' },
  hotel: { city: 'Lisbon', nights: 4 },
  car: { class: 'compact', days: 4 },
}

/** A saga: what was booked is cancelled in reverse order after a later step fails. */
export const sagaRollback: Sample = {
  name: 'saga-rollback',
  title: 'Saga rollback',
  description: 'A booking fails at its last step, is undone in three, and gives up; with what its functions printed',
  functions: TRIP_FUNCTIONS,
  options: { seed: 23, startAt: Date.UTC(2026, 10, 18, 7, 41, 9, 803), machineName: 'TripBooking', input: trip },
  machine: inOrder({
    ReserveFlight: task('function:reserve-flight', [took(1310)], {
      output: () => ({ ...trip, flightRef: 'TP571-22A' }),
    }),
    ReserveHotel: task('function:reserve-hotel', [took(2240)], {
      output: () => ({ ...trip, flightRef: 'TP571-22A', hotelRef: 'H-99812' }),
    }),
    ReserveCar: task(
      'function:reserve-car',
      [failed(1872, 'NoVehicleAvailable', 'No vehicle of class compact at LIS from 2026-12-03')],
      {
        catch: [{ errorEquals: ['States.ALL'], next: 'ReleaseHold' }],
        next: 'ConfirmTrip',
      },
    ),
    ReleaseHold: task('aws-sdk:eventbridge:putEvents', [took(44)], { output: data => data }),
    CancelHotel: task('function:cancel-hotel', [took(980)], { output: data => data }),
    CancelFlight: task('function:cancel-flight', [failed(402, 'UpstreamUnavailable', 'GDS answered 503'), took(1105)], {
      retry: retry('UpstreamUnavailable', 3, 3),
      output: data => data,
    }),
    BookingFailed: { type: 'Fail', error: 'BookingFailed', cause: 'The trip could not be booked and was cancelled.' },
    ConfirmTrip: { type: 'Succeed' },
  }),
}

const contract = {
  contractId: 'ctr-2291',
  supplier: 'Nordhavn Logistik A/S',
  value: 184000,
  currency: 'EUR',
  requestedBy: 'p.okafor',
}

/** A callback answered after two days, then a Wait until the next morning. */
export const humanApproval: Sample = {
  name: 'human-approval',
  title: 'Human approval',
  description: 'A contract waits two days for a person to answer, then for the next morning',
  options: {
    seed: 31,
    startAt: Date.UTC(2026, 10, 12, 15, 22, 40, 5),
    machineName: 'ContractApproval',
    input: contract,
  },
  machine: inOrder(
    {
      ScoreRisk: task('function:score-risk', [took(2210)], {
        output: () => ({ ...contract, risk: 'medium', score: 0.43 }),
      }),
      AskApprover: task(
        'sqs:sendMessage.waitForTaskToken',
        [
          {
            queueMs: 9,
            submitMs: 38,
            runMs: 173_412_000,
            result: { kind: 'succeeded', output: { approved: true, by: 'h.saarinen' } },
          },
        ],
        {
          timeoutSeconds: 604_800,
          heartbeatSeconds: 259_200,
          parameters: data => ({
            QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/approvals',
            MessageBody: data,
          }),
        },
      ),
      Approved: { type: 'Choice', picks: ['UntilMorning'], next: 'Rejected' },
      UntilMorning: { type: 'Wait', waitMs: [49_800_000] },
      SignContract: task('function:sign-contract', [took(4120, { contractId: 'ctr-2291', signed: true })]),
      StoreCopy: task('aws-sdk:s3:putObject', [took(88, { ETag: '"9b1c64e0"' })]),
      Rejected: { type: 'Fail', error: 'Rejected', cause: 'The approver said no.' },
    },
    ['StoreCopy'],
  ),
}
