import { InfiniteQueryObserver, type QueryClient, type QueryKey } from '@tanstack/query-core'
import { type HistoryPage, type HistorySource, type PageRequest, SourceError } from '../source/source.ts'
import type { SendRequest } from './execution-facts.ts'
import type { Pass } from './load-state.ts'

/** What may differ from page to page of a chain. */
export type PageKnowledge = Pick<PageRequest, 'neededTo' | 'payloadsOf'>

/** The infinite query behind one pass. */
interface PageQuery {
  /**
   * The next page of the chain. Repeated calls while one is under way are one request. Rejects when aborted.
   * `more`: what the source may know of this page.
   */
  readonly next: (signal: AbortSignal, more: PageKnowledge) => Promise<HistoryPage>
  /** Forgets pages and query; their events live on in the tree. */
  readonly close: () => void
}

interface PageQueryParts {
  readonly client: QueryClient
  readonly queryKey: QueryKey
  readonly source: HistorySource
  readonly pass: Pick<Pass, 'direction' | 'withPayloads' | 'limit'>
  /** Wraps each request: counting, time limit. */
  readonly request: SendRequest
}

/**
 * One chain of pages as an infinite query. Only the last page is kept: every event lives in the tree, and two copies of
 * a history's pages would be one too many.
 */
function openPageQuery({ client, queryKey, source, pass, request }: PageQueryParts): PageQuery {
  const { direction, withPayloads, limit } = pass
  const kept = { direction, withPayloads, ...(limit !== undefined && { limit }) }
  let known: PageKnowledge = {}
  const observer = new InfiniteQueryObserver(client, {
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      request(
        s => source.readPage({ ...kept, ...known, ...(pageParam !== undefined && { token: pageParam }) }, s),
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: HistoryPage) => page.nextToken,
    getPreviousPageParam: () => undefined,
    maxPages: 1,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  })
  // Without a listener react-query may drop a query between two pages.
  const leave = observer.subscribe(() => undefined)
  return {
    next: async (signal, more) => {
      known = more
      const cancel = () => void client.cancelQueries({ queryKey, exact: true })
      signal.throwIfAborted()
      signal.addEventListener('abort', cancel)
      try {
        const { data } = await observer.fetchNextPage({ throwOnError: true, cancelRefetch: false })
        signal.throwIfAborted()
        const page = data?.pages.at(-1)
        if (page) return page
        throw new SourceError('AnswerBroken', 'The answer held no page.', { retryable: true })
      } catch (error) {
        signal.throwIfAborted()
        throw error
      } finally {
        signal.removeEventListener('abort', cancel)
      }
    },
    close: () => {
      leave()
      client.removeQueries({ queryKey, exact: true })
    },
  }
}

/** The queries of one loader's passes, by the passes' numbers. */
export interface PageQueries {
  readonly of: (pass: Pass) => PageQuery
  readonly close: (number: number) => void
  readonly closeAll: () => void
}

let lastLoader = 0

export function createPageQueries(parts: Omit<PageQueryParts, 'queryKey' | 'pass'>): PageQueries {
  const loaderKey = ['history', ++lastLoader, parts.source.ref] as const
  const queries = new Map<number, PageQuery>()

  function close(number: number): void {
    queries.get(number)?.close()
    queries.delete(number)
  }

  return {
    of: pass => {
      const known = queries.get(pass.number)
      if (known) return known
      const query = openPageQuery({ ...parts, pass, queryKey: [...loaderKey, pass.direction, pass.number] })
      queries.set(pass.number, query)
      return query
    },
    close,
    closeAll: () => {
      for (const number of queries.keys()) close(number)
    },
  }
}
