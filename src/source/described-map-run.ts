import type { Millis } from '../history/events.ts'
import type { MapRunSummary } from '../history/execution-summary.ts'

interface DescribedMapRun {
  mapRunArn?: string | undefined
  executionArn?: string | undefined
  status?: string | undefined
  startDate?: Date | undefined
  stopDate?: Date | undefined
  maxConcurrency?: number | undefined
  redriveCount?: number | undefined
  toleratedFailureCount?: number | undefined
  toleratedFailurePercentage?: number | undefined
  itemCounts?: object | undefined
  executionCounts?: object | undefined
}

/** DescribeMapRun's answer, as far as it is shown. */
export function mapRunOf(answer: DescribedMapRun): MapRunSummary {
  return {
    mapRunArn: answer.mapRunArn ?? '',
    executionArn: answer.executionArn,
    status: answer.status,
    startedAt: millis(answer.startDate),
    stoppedAt: millis(answer.stopDate),
    maxConcurrency: answer.maxConcurrency,
    redriveCount: answer.redriveCount ?? 0,
    tolerated: { count: answer.toleratedFailureCount ?? 0, percentage: answer.toleratedFailurePercentage ?? 0 },
    itemCounts: countsOf(answer.itemCounts),
    executionCounts: countsOf(answer.executionCounts),
  }
}

function countsOf(counts: object | undefined): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts ?? {}).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}

/** A point in time as the SDK gives it. */
export function millis(date: Date | undefined): Millis | undefined {
  return date?.getTime()
}
