import type { Machine, Occasion, TaskRun } from '../simulator/machine.ts'
import { failed, failure, inOrder, retry, type Sample, task, took } from './sample.ts'

const renderInvoice: Machine = inOrder(
  {
    RenderInvoice: task('function:render-invoice', renderRun, {
      retry: retry('Lambda.TooManyRequestsException', 1, 3),
      catch: [{ errorEquals: ['TemplateMissing', 'CustomerUnknown'], next: 'PutAside' }],
      output: (_, { iterations: [index = 0] }) => ({ key: `invoices/${index}.pdf` }),
    }),
    PutAside: { type: 'Pass' },
  },
  ['RenderInvoice'],
)

/** One item in a hundred fails and is put aside; item 958 breaks the whole Map. */
function renderRun({ iterations: [index = 0], earlierAttempts, random }: Occasion): TaskRun {
  const run = { queueMs: random.between(2, 60), runMs: random.between(300, 1900) }
  if (index === 958)
    return {
      queueMs: 11,
      runMs: 640,
      result: failure('SchemaMismatch', `invoice 958: field 'vatRate' is "n/a", expected a number`),
    }
  if (index % 131 === 64)
    return { ...run, result: failure('TemplateMissing', `no template for locale ${['fi', 'et', 'lv'][index % 3]}`) }
  if (index % 217 === 100)
    return { ...run, result: failure('CustomerUnknown', `customer c-${70_000 + index} was deleted`) }
  const isThrottled = earlierAttempts === 0 && index % 97 === 11
  return {
    ...run,
    result: isThrottled ? failure('Lambda.TooManyRequestsException', 'Rate Exceeded.') : { kind: 'succeeded' },
  }
}

/** A Map of a thousand items: caught failures inside, one fatal. */
export const mapFanOut: Sample = {
  name: 'map-fan-out',
  title: 'Map fan-out',
  description: '1,000 invoices, 40 at a time: a dozen fail and are put aside, one breaks the run',
  options: {
    seed: 41,
    startAt: Date.UTC(2026, 10, 20, 2, 0, 0, 340),
    machineName: 'InvoiceRun',
    input: { month: '2026-10', tenant: 'acme' },
  },
  machine: inOrder({
    ListInvoices: task('aws-sdk:dynamodb:query', [took(640, { month: '2026-10', count: 1000 })]),
    RenderAll: {
      type: 'Map',
      mode: 'inline',
      maxConcurrency: 40,
      processor: renderInvoice,
      items: () =>
        Array.from({ length: 1e3 }, (_, index) => ({
          invoice: index,
          customer: `c-${7e4 + index}`,
        })),
    },
    MailAll: task('sqs:sendMessage', [took(35)]),
  }),
}

const image = { bucket: 'uploads', key: 'shop/lamp-oak-40.tif', sizes: [320, 640, 1280, 2560] }

const resize: Machine = inOrder({
  Resize: task('lambda:invoke', ({ iterations: [index = 0] }) => took(420 + 510 * index * index), {
    parameters: data => ({ FunctionName: 'resize-image', Payload: data }),
  }),
  StoreVariant: task('aws-sdk:s3:putObject', ({ random }) => took(random.between(60, 160)), { output: data => data }),
})

/** Three branches, one with a Map inside and one far slower than the rest. */
export const parallelBranches: Sample = {
  name: 'parallel-branches',
  title: 'Parallel branches',
  description: 'Three branches: a Map of image sizes, a quick scan, and a slow container task that all wait for',
  options: { seed: 53, startAt: Date.UTC(2026, 10, 19, 9, 15, 3, 77), machineName: 'ImageTranscode', input: image },
  machine: inOrder({
    ReadHeader: task('function:read-header', [took(233)], { output: () => ({ ...image, width: 6000, height: 4000 }) }),
    Process: {
      type: 'Parallel',
      branches: [
        inOrder({
          MakeSizes: {
            type: 'Map',
            mode: 'inline',
            maxConcurrency: 2,
            processor: resize,
            items: () =>
              image.sizes.map(width => ({
                key: image.key,
                width,
              })),
          },
        }),
        inOrder({
          DetectLabels: task('aws-sdk:rekognition:detectLabels', [
            took(1180, { Labels: [{ Name: 'Lamp', Confidence: 98.1 }] }),
          ]),
          Moderate: task('aws-sdk:rekognition:detectModerationLabels', [took(870, { ModerationLabels: [] })]),
        }),
        inOrder({
          UpscaleImage: task(
            'ecs:runTask.sync',
            [{ queueMs: 18, submitMs: 640, runMs: 41_300, result: { kind: 'succeeded', output: { exitCode: 0 } } }],
            {
              parameters: () => ({ Cluster: 'media', TaskDefinition: 'upscale:17', LaunchType: 'FARGATE' }),
              timeoutSeconds: 900,
            },
          ),
        }),
      ],
    },
    Publish: task('events:putEvents', [took(52, { FailedEntryCount: 0 })]),
  }),
}

/** The whole Map is retried: in the first round one shard is locked. */
export const mapRetry: Sample = {
  name: 'map-retry',
  title: 'Map retry',
  description: 'A Map is run again after one item failed: two rounds in one visit',
  options: {
    seed: 67,
    startAt: Date.UTC(2026, 10, 17, 22, 30, 11, 640),
    machineName: 'ShardCompaction',
    input: { table: 'clicks', shards: 6 },
    abortStyle: 'tasks',
  },
  machine: inOrder({
    ListShards: task('aws-sdk:glue:getPartitions', [took(412, { table: 'clicks', shards: 6 })]),
    CompactShards: {
      type: 'Map',
      mode: 'inline',
      maxConcurrency: 3,
      retry: retry('ShardLocked', 15, 2),
      items: () =>
        Array.from({ length: 6 }, (_, shard) => ({
          table: 'clicks',
          shard,
        })),
      processor: inOrder({
        LockShard: task('dynamodb:putItem', [took(26)], { output: data => data }),
        Compact: task('batch:submitJob.sync', compactRun, { output: data => data }),
        UnlockShard: task('dynamodb:deleteItem', [took(22)], { output: data => data }),
      }),
    },
    ReportSizes: task('function:report-sizes', [took(350, { before: '412 GB', after: '188 GB' })]),
  }),
}

function compactRun({ iterations: [shard = 0], visit, random }: Occasion): TaskRun {
  const isFirstRound = visit <= 4
  if (isFirstRound && shard === 4)
    return failed(2400, 'ShardLocked', 'shard 4 is locked by compaction job 8f1c until 22:30:40Z')
  return { queueMs: 20, submitMs: 90, runMs: random.between(4200, 11_800), result: { kind: 'succeeded' } }
}
