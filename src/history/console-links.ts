import type { Arn } from './arn.ts'
import { isRegion, parseArn } from './arn.ts'
import type { Millis } from './events.ts'
import { parseStatesArn } from './states-arn.ts'

/** Hosts of the public consoles by partition. The isolated partitions have none that is published: no link beats a wrong one. */
const CONSOLE_HOSTS: ReadonlyMap<string, string> = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
  ['aws-eusc', 'console.amazonaws-eusc.eu'],
])

/** Domains of AWS's endpoints, as they stand in an SQS queue's URL. */
const ENDPOINT_DOMAINS: ReadonlyMap<string, string> = new Map([
  ['aws', 'amazonaws.com'],
  ['aws-cn', 'amazonaws.com.cn'],
  ['aws-us-gov', 'amazonaws.com'],
  ['aws-eusc', 'amazonaws.eu'],
])

/** Where a resource lives, if its name alone is known. */
export interface Place {
  readonly partition: string
  readonly region: string
}

/**
 * The console page of whatever an ARN names, in the right partition and region; undefined where there is no such page, or
 * the text is no ARN. That of an Express execution takes the time at which it started. Always https, always one of AWS's console hosts; every part of the ARN is encoded.
 */
export function consoleLink(arnText: string, startedAt?: Millis): string | undefined {
  const arn = parseArn(arnText)
  // Not of AWS: an emulator's, or the pseudonym that a shared file has for one.
  if (arn === undefined || /^0{8}/.test(arn.account)) return undefined
  if (arn.service === 's3') return s3Link(arn)
  const express = startedAt === undefined ? undefined : expressExecutionLink(arnText, startedAt)
  if (express !== undefined) return express
  const path = arn.service === 'states' ? statesPath(arnText, arn) : servicePath(arn)
  return path === undefined ? undefined : link(arn, path)
}

/** An Express execution's page: the console finds its log by the time it began, so that is part of the link. */
function expressExecutionLink(arnText: string, startedAt: Millis): string | undefined {
  const arn = parseStatesArn(arnText)
  if (arn?.kind !== 'express') return undefined
  const page = `express-executions/details/${code(arnText)}?startDate=${Math.floor(startedAt)}`
  return link(arn, `states/home?region=${arn.region}#/${page}`)
}

/** A Lambda function's page by its name (`name`, `name:alias`) or ARN, as an `invoke` task's parameters give it. */
export function lambdaFunctionLink(place: Place, nameOrArn: string): string | undefined {
  if (nameOrArn.startsWith('arn:')) return consoleLink(nameOrArn)
  const [name = '', qualifier] = nameOrArn.split(':')
  return link(place, lambdaPath(place.region, name, qualifier))
}

/** A log group's page; with a stream, the page of its events. */
export function logsLink(place: Place, logGroup: string, logStream?: string): string | undefined {
  const stream = logStream === undefined ? '' : `/log-events/${logsCode(logStream)}`
  return link(
    place,
    `cloudwatch/home?region=${place.region}#logsV2:log-groups/log-group/${logsCode(logGroup)}${stream}`,
  )
}

/** A trace of X-Ray, by its id (`1-8hex-24hex`). */
export function xrayTraceLink(place: Place, traceId: string): string | undefined {
  return link(place, `cloudwatch/home?region=${place.region}#xray:traces/${code(traceId)}`)
}

/** One run of a Glue job. */
export function glueRunLink(place: Place, jobName: string, runId: string): string | undefined {
  return link(place, `gluestudio/home?region=${place.region}#/job/${code(jobName)}/run/${code(runId)}`)
}

/** One job of AWS Batch. */
export function batchJobLink(place: Place, jobId: string): string | undefined {
  return link(place, `batch/home?region=${place.region}#jobs/detail/${code(jobId)}`)
}

function statesPath(arnText: string, { region }: Arn): string | undefined {
  const arn = parseStatesArn(arnText)
  switch (arn?.kind) {
    case 'execution':
      return `states/home?region=${region}#/v2/executions/details/${code(arnText)}`
    case 'stateMachine':
      return `states/home?region=${region}#/statemachines/view/${code(arnText)}`
    case 'activity':
      return `states/home?region=${region}#/activities/details/${code(arnText)}`
    default:
      // An Express execution needs its start time; of a Map Run's page no link form is published.
      return undefined
  }
}

function servicePath(arn: Arn): string | undefined {
  // The service comes from data: "constructor" must find nothing.
  return SERVICE_PATHS.get(arn.service)?.(arn)
}

const SERVICE_PATHS: ReadonlyMap<string, (arn: Arn) => string | undefined> = new Map(
  Object.entries<(arn: Arn) => string | undefined>({
    lambda: ({ region, resource }) => {
      const [type, name, qualifier] = resource.split(':')
      return type === 'function' && name !== undefined ? lambdaPath(region, name, qualifier) : undefined
    },
    logs: ({ region, resource }) => {
      const [type, group, , stream] = resource.split(':')
      if (type !== 'log-group' || group === undefined) return undefined
      const events = stream === undefined || stream === '*' ? '' : `/log-events/${logsCode(stream)}`
      return `cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${logsCode(group)}${events}`
    },
    ecs: ({ region, resource }) => {
      const [type, cluster, task] = resource.split('/')
      if (cluster === undefined) return undefined
      if (type === 'cluster') return `ecs/v2/clusters/${code(cluster)}/services?region=${region}`
      return type === 'task' && task !== undefined
        ? `ecs/v2/clusters/${code(cluster)}/tasks/${code(task)}?region=${region}`
        : undefined
    },
    batch: ({ region, resource }) => {
      const [type, id] = resource.split('/')
      return type === 'job' && id !== undefined ? `batch/home?region=${region}#jobs/detail/${code(id)}` : undefined
    },
    glue: ({ region, resource }) => {
      const [type, job] = resource.split('/')
      return type === 'job' && job !== undefined
        ? `gluestudio/home?region=${region}#/editor/job/${code(job)}/runs`
        : undefined
    },
    sqs: ({ partition, region, account, resource }) => {
      const domain = ENDPOINT_DOMAINS.get(partition)
      const url = `https://sqs.${region}.${domain}/${account}/${resource}`
      return domain === undefined ? undefined : `sqs/v3/home?region=${region}#/queues/${code(url)}`
    },
    sns: ({ region, resource, ...rest }) =>
      `sns/v3/home?region=${region}#/topic/${code(`arn:${rest.partition}:sns:${region}:${rest.account}:${resource}`)}`,
    dynamodb: ({ region, resource }) => {
      const [type, table] = resource.split('/')
      return type === 'table' && table !== undefined
        ? `dynamodbv2/home?region=${region}#table?name=${code(table)}`
        : undefined
    },
    codebuild: ({ region, account, resource }) => {
      const [type, build] = resource.split('/')
      const project = build?.split(':')[0]
      if (type !== 'build' || build === undefined || project === undefined) return undefined
      return `codesuite/codebuild/${account}/projects/${code(project)}/build/${code(build)}?region=${region}`
    },
  }),
)

function lambdaPath(region: string, name: string, qualifier: string | undefined): string {
  const versioned =
    qualifier === undefined || qualifier === '$LATEST'
      ? ''
      : `${/^\d+$/.test(qualifier) ? '/versions' : '/aliases'}/${code(qualifier)}`
  return `lambda/home?region=${region}#/functions/${code(name)}${versioned}`
}

/** Buckets are global: their ARN has no region. */
function s3Link({ partition, resource }: Arn): string | undefined {
  const host = CONSOLE_HOSTS.get(partition)
  const [bucket = '', ...key] = resource.split('/')
  if (host === undefined || bucket === '') return undefined
  return key.length === 0
    ? `https://${host}/s3/buckets/${code(bucket)}`
    : `https://${host}/s3/object/${code(bucket)}?prefix=${code(key.join('/'))}`
}

function link({ partition, region }: Place, path: string): string | undefined {
  const host = CONSOLE_HOSTS.get(partition)
  // The region becomes part of the host's name and comes from data: nothing but a region may pass.
  return host === undefined || !isRegion(region) ? undefined : `https://${region}.${host}/${path}`
}

/** Percent-encoding; a lone half of a surrogate pair, which cannot be encoded, becomes U+FFFD. */
function code(text: string): string {
  return encodeURIComponent(
    text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD'),
  )
}

/** CloudWatch's console encodes names twice and writes `$` for the second `%`. */
function logsCode(name: string): string {
  return code(code(name)).replaceAll('%', '$')
}
