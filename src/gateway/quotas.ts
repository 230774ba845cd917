import { sleep } from '../waits/sleep.ts'
import type { AwsAction } from './actions.ts'
import { type BucketSize, type Clock, createTokenBucket, type TokenBucket } from './token-bucket.ts'

/**
 * Half of what AWS publishes per account and region (bucket / refill a second; the lower figure where regions differ):
 * GetExecutionHistory 400/20, DescribeExecution 250/10, ListExecutions 100/2, DescribeStateMachineForExecution 200/1,
 * DescribeStateMachine 200/20, DescribeMapRun 200/1, ListMapRuns …/1. The quota is shared with production traffic: the other half is never ours.
 */
export const QUOTAS: Readonly<Record<AwsAction, BucketSize>> = {
  GetExecutionHistory: { burst: 200, perSecond: 10 },
  DescribeExecution: { burst: 125, perSecond: 5 },
  ListExecutions: { burst: 50, perSecond: 1 },
  DescribeStateMachineForExecution: { burst: 100, perSecond: 0.5 },
  DescribeStateMachine: { burst: 100, perSecond: 10 },
  DescribeMapRun: { burst: 100, perSecond: 0.5 },
  ListMapRuns: { burst: 50, perSecond: 0.5 },
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  wait: sleep,
}

/** One bucket per account, region and action, made when first asked for. */
export function createBuckets(
  sizes: Readonly<Record<AwsAction, BucketSize>>,
  clock: Clock,
): (account: string, region: string, action: AwsAction) => TokenBucket {
  const buckets = new Map<string, TokenBucket>()
  return (account, region, action) => {
    const key = `${account} ${region} ${action}`
    const bucket = buckets.get(key) ?? createTokenBucket(sizes[action], clock)
    buckets.set(key, bucket)
    return bucket
  }
}
