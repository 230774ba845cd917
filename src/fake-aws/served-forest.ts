import type { Forest, SimulatedExecution } from '../simulator/forest/simulate-forest.ts'
import type { ServedExecution } from './executions.ts'
import type { ServedMapRun } from './map-runs.ts'

export interface ServedForest {
  readonly executions: readonly ServedExecution[]
  readonly mapRuns: readonly ServedMapRun[]
}

export interface ForestAccess {
  /** Calls about these are denied, as for executions of another account. */
  readonly isDenied?: (execution: SimulatedExecution) => boolean
  /** Older than 90 days: gone. */
  readonly isExpired?: (execution: SimulatedExecution) => boolean
}

/** A simulated forest for the endpoint to serve, all its executions and Map Runs. */
export function servedForest(forest: Forest, { isDenied, isExpired }: ForestAccess = {}): ServedForest {
  const kept = [...forest.executions.values()].filter(execution => !isExpired?.(execution))
  return {
    executions: kept.map(execution => ({
      arn: execution.arn,
      events: execution.events,
      definition: JSON.stringify(execution.definition),
      ...(execution.mapRunArn === undefined ? {} : { mapRunArn: execution.mapRunArn, itemCount: execution.itemCount }),
      awaitsRedrive: execution.status === 'PENDING_REDRIVE',
      isDenied: isDenied?.(execution) ?? false,
    })),
    mapRuns: [...forest.mapRuns.values()].map(mapRun => ({
      arn: mapRun.arn,
      executionArn: mapRun.parentArn,
      status: mapRun.status,
      startAt: mapRun.startAt,
      stopAt: mapRun.stopAt,
      maxConcurrency: mapRun.maxConcurrency,
      toleratedFailurePercentage: mapRun.toleratedFailurePercentage,
      toleratedFailureCount: mapRun.toleratedFailureCount,
      pending: mapRun.pending,
      redriveCount: mapRun.redrives,
      redriveAt: mapRun.redriveAt,
    })),
  }
}
