import type { TaskFlavour } from '../machine.ts'
import { json } from '../payloads.ts'
import type { Run } from '../run.ts'

type Json = Readonly<Record<string, unknown>>

/** What StartExecution answers: dates in epoch ms. The SDK's own integration leaves the metadata out. */
export function startAnswerOf(run: Run, child: Run, task: TaskFlavour): Json {
  const answer = { ExecutionArn: child.executionArn, StartDate: child.options.startAt }
  if (task.kind === 'integration' && task.resourceType.startsWith('aws-sdk:')) return answer
  const RequestId = run.random.uuid()
  return {
    ExecutionArn: child.executionArn,
    SdkHttpMetadata: {
      AllHttpHeaders: { 'x-amzn-RequestId': [RequestId], 'Content-Type': ['application/x-amz-json-1.0'] },
      HttpHeaders: { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': RequestId },
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId },
    StartDate: child.options.startAt,
  }
}

/** DescribeExecution of an ended child in PascalCase; `.sync:2` reads its JSON. */
export function descriptionOf(child: Run, task: TaskFlavour): Json {
  const isRead = task.kind === 'integration' && task.resource.endsWith(':2')
  const payload = (value: unknown) => (isRead ? value : json(value))
  const failure = child.endedBy
  const isGood = child.status === 'SUCCEEDED'
  return {
    ...(failure?.cause === undefined ? {} : { Cause: failure.cause }),
    ...(failure?.error === undefined ? {} : { Error: failure.error }),
    ExecutionArn: child.executionArn,
    Input: payload(child.options.input),
    InputDetails: { Included: true },
    Name: nameOf(child),
    ...(isGood ? { Output: payload(child.root.data), OutputDetails: { Included: true } } : {}),
    RedriveCount: child.redrives,
    RedriveStatus: isGood ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
    ...(isGood ? { RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' } : {}),
    StartDate: child.options.startAt,
    StateMachineArn: child.identity.stateMachineArn,
    Status: child.status,
    StopDate: child.events.at(-1)?.timestamp,
  }
}

/** StartSyncExecution's answer. */
export function syncAnswerOf(child: Run): Json {
  const failure = child.endedBy
  return {
    BillingDetails: { BilledDurationInMilliseconds: 100, BilledMemoryUsedInMB: 64 },
    ...(failure?.cause === undefined ? {} : { Cause: failure.cause }),
    ...(failure?.error === undefined ? {} : { Error: failure.error }),
    ExecutionArn: child.executionArn,
    Input: json(child.options.input),
    InputDetails: { Included: true },
    Name: nameOf(child),
    ...(child.status === 'SUCCEEDED' ? { Output: json(child.root.data), OutputDetails: { Included: true } } : {}),
    StartDate: child.options.startAt,
    StateMachineArn: child.identity.stateMachineArn,
    Status: child.status,
    StopDate: child.events.at(-1)?.timestamp,
  }
}

function nameOf(child: Run): string {
  return child.executionArn.split(':').slice(7).join(':')
}
