import { filledTextOf } from '../history/json-value.ts'
import { type FunctionArn, parseFunctionArn } from '../history/log-group-arn.ts'
import { traceIdIn } from '../history/trace-id.ts'
import type { LogPlace } from './log-place.ts'
import { requestIdOfCause, requestIdOfOutput } from './request-id.ts'
import type { TaskData } from './task-data.ts'

/** Whose the execution is: a name alone means a function of the same account and region. */
export interface Owner {
  readonly partition: string
  readonly region: string
  readonly account: string
}

/** `lambda:invoke`, `aws-sdk:lambda:invoke`, or a function called by its ARN. */
export function lambdaPlaceOf(task: TaskData, owner: Owner): LogPlace {
  const named = task.functionArn ?? filledTextOf(task.parameters?.['FunctionName'])
  if (named === undefined) return { kind: 'untold', service: 'Lambda', missing: 'which function was called' }
  const qualifier = filledTextOf(task.parameters?.['Qualifier'])
  const at = { ...owner, region: task.region ?? owner.region, account: task.roleAccount ?? owner.account }
  const called = functionCalled(named, qualifier, at)
  if (called === undefined) {
    return { kind: 'untold', service: 'Lambda', missing: 'account, region or name of the function that was called' }
  }
  const answered = task.answers.map(({ output }) => requestIdOfOutput(output)).find(id => id !== undefined)
  return {
    kind: 'lambda',
    functionArn: called.arn,
    functionName: called.name,
    region: called.region,
    requestId: answered ?? requestIdOfCause(task.cause),
    // `X-Amzn-Trace-Id`, among the headers of the answer.
    traceId: traceIdIn(JSON.stringify(task.answers[0]?.output['SdkHttpMetadata'] ?? '')),
    isAsynchronous: task.parameters?.['InvocationType'] === 'Event',
    answeredAt: task.answers[0]?.at,
  }
}

/** `name`, `name:alias`, `account:function:name[:alias]` or an ARN (Lambda's API reference, FunctionName). */
function functionCalled(named: string, qualifier: string | undefined, owner: Owner): FunctionArn | undefined {
  const inAccount = /^(\d{12}):function:(.+)$/.exec(named)
  const account = inAccount?.[1] ?? owner.account
  const base = named.startsWith('arn:')
    ? named
    : `arn:${owner.partition}:lambda:${owner.region}:${account}:function:${inAccount?.[2] ?? named}`
  const called = parseFunctionArn(base)
  if (called === undefined || called.qualifier !== undefined || qualifier === undefined) return called
  return parseFunctionArn(`${base}:${qualifier}`) ?? called
}
