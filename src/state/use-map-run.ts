import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ExecutionListItem, MapRunSummary } from '../history/execution-summary.ts'
import { SourceError } from '../source/source.ts'
import { workerCalls } from '../source/worker-calls.ts'
import { awsConnection } from './connection.ts'

export interface MapRunView {
  readonly summary: MapRunSummary | undefined
  /** Child executions so far, newest first as AWS lists them. */
  readonly executions: readonly ExecutionListItem[]
  readonly loading: boolean
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly retry: () => void
  readonly error: SourceError | undefined
}

/**
 * A Map Run and, where it `lists` them, its child executions, a page of 100 at a time: ListExecutions has a small quota, and on its
 * parent's timeline they are listed anyway.
 */
export function useMapRun(arn: string, { lists }: { readonly lists: boolean }): MapRunView {
  const summary = useQuery({
    queryKey: ['mapRun', arn],
    queryFn: async ({ signal }) => workerCalls('describeMapRun', { connection: await awsConnection(), arn }, signal),
  })
  const list = useInfiniteQuery({
    queryKey: ['mapRunExecutions', arn],
    queryFn: async ({ pageParam, signal }) => {
      const about = { connection: await awsConnection(), arn }
      return workerCalls('listExecutions', pageParam === undefined ? about : { ...about, token: pageParam }, signal)
    },
    enabled: lists,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextToken,
  })
  const failure = summary.error ?? list.error
  return {
    summary: summary.data,
    executions: list.data?.pages.flatMap(page => page.executions) ?? [],
    loading: summary.isFetching || list.isFetching,
    hasMore: list.hasNextPage,
    loadMore: () => void list.fetchNextPage({ cancelRefetch: false }),
    retry: () => {
      if (summary.isError) void summary.refetch()
      if (list.isError) void (list.data ? list.fetchNextPage() : list.refetch())
    },
    error: failure instanceof SourceError ? failure : undefined,
  }
}
