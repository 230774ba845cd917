import * as v from 'valibot'
import { parseJson, tryParse } from '../history/json-value.ts'
import { parseLogGroupArn } from '../history/log-group-arn.ts'
import type { AwsAction } from './aws-request.ts'
import { type ForwardParts, forwardJob, type Job } from './forward.ts'
import type { Answer } from './respond.ts'
import type { AwsRequest } from './wire.ts'

/**
 * Forwards as `forwardJob`. moto, and what is built on it, know a log group by its name alone and answer its ARN as a group that
 * does not exist: an emulator is then asked again by the name. AWS never is: there the ARN says whose group is meant.
 */
export async function forwardAsUnderstood(job: Job, parts: ForwardParts, signal: AbortSignal): Promise<Answer> {
  const answer = await forwardJob(job, parts, signal)
  // AWS's own endpoints, private ones too, are https.
  const isEmulator = job.endpoint.protocol === 'http:'
  const request = isEmulator && isNotFound(answer) ? byGroupName(job.request) : undefined
  if (request === undefined) return answer
  const byName = await forwardJob({ ...job, request }, parts, signal)
  return byName.status === 200 ? byName : answer
}

const REFUSAL = v.object({ __type: v.string() })
const BY_ARN = v.looseObject({ logGroupIdentifier: v.string() })

function isNotFound({ status, body }: Answer): boolean {
  if (status !== 400) return false
  const refusal = v.safeParse(REFUSAL, tryParse(body.toString())?.value)
  return refusal.success && refusal.output['__type'].split('#').at(-1) === 'ResourceNotFoundException'
}

/** Undefined for any request but one for the lines of a group. */
function byGroupName(request: AwsRequest<AwsAction>): AwsRequest<AwsAction> | undefined {
  if (request.action !== 'FilterLogEvents') return undefined
  const { logGroupIdentifier, ...others } = v.parse(BY_ARN, parseJson(request.wire.body))
  const group = parseLogGroupArn(logGroupIdentifier)
  if (group === undefined) return undefined
  return { ...request, wire: { ...request.wire, body: JSON.stringify({ logGroupName: group.name, ...others }) } }
}
