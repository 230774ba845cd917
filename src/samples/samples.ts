import { mapFanOut, mapRetry, parallelBranches } from './fan-outs.ts'
import { distributedMap, orderPlatform } from './forests.ts'
import { nightlyBilling, redrive } from './long-runs.ts'
import { humanApproval, retryStorm, sagaRollback } from './orders.ts'
import type { Sample } from './sample.ts'

/** The gallery, in its order. */
export const SAMPLES: readonly Sample[] = [
  retryStorm,
  parallelBranches,
  mapFanOut,
  humanApproval,
  sagaRollback,
  redrive,
  mapRetry,
  distributedMap,
  orderPlatform,
  nightlyBilling,
]
