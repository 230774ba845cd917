import { sleep } from '../waits/sleep.ts'
import type { AwsAction } from './aws-request.ts'
import { type BucketSize, type Clock, createTokenBucket, type TokenBucket } from './token-bucket.ts'

/**
 * Half of what AWS publishes per account and region (bucket / refill a second; the lower figure where regions differ):
 * GetExecutionHistory 400/20, DescribeExecution 250/10, ListExecutions 100/2, DescribeStateMachineForExecution 200/1,
 * DescribeStateMachine 200/20, DescribeMapRun 200/1, ListMapRuns …/1, ListStateMachines 100/5; GetFunctionConfiguration 15 a second with all else of Lambda's
 * control plane; FilterLogEvents 25, 10 or 5 a second by region. The quota is shared with production traffic: the other half is never ours.
 */
export const QUOTAS: Readonly<Record<AwsAction, BucketSize | ((region: string) => BucketSize)>> = {
  GetExecutionHistory: { burst: 200, perSecond: 10 },
  DescribeExecution: { burst: 125, perSecond: 5 },
  ListExecutions: { burst: 50, perSecond: 1 },
  DescribeStateMachineForExecution: { burst: 100, perSecond: 0.5 },
  DescribeStateMachine: { burst: 100, perSecond: 10 },
  DescribeMapRun: { burst: 100, perSecond: 0.5 },
  ListMapRuns: { burst: 50, perSecond: 0.5 },
  ListStateMachines: { burst: 50, perSecond: 2.5 },
  GetFunctionConfiguration: { burst: 7, perSecond: 7 },
  FilterLogEvents: filterLogEventsIn,
}

const SLOW_LOGS: ReadonlySet<string> = new Set([
  ...['eu-central-1', 'ca-west-1', 'il-central-1', 'ap-northeast-3', 'ap-southeast-3'],
])

/** No bucket is published for it, only a rate: so no more at once than in a second. */
function filterLogEventsIn(region: string): BucketSize {
  const perSecond = region === 'us-east-1' ? 12 : SLOW_LOGS.has(region) ? 2.5 : 5
  return { burst: Math.floor(perSecond), perSecond }
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  wait: sleep,
}

/** One bucket per account, region and action, made when first asked for. */
export function createBuckets(
  sizes: typeof QUOTAS,
  clock: Clock,
): (account: string, region: string, action: AwsAction) => TokenBucket {
  const buckets = new Map<string, TokenBucket>()
  return (account, region, action) => {
    const key = `${account} ${region} ${action}`
    const size = sizes[action]
    const bucket = buckets.get(key) ?? createTokenBucket(typeof size === 'function' ? size(region) : size, clock)
    buckets.set(key, bucket)
    return bucket
  }
}
