import { QueryClient } from '@tanstack/query-core'

/**
 * The one client of the page. Histories do not change once read, so nothing is fetched again by itself: not on focus, not
 * on reconnect, not by interval (an infinite query would ask for every page again). Requests go to this machine's own
 * gateway, so being offline stops none. Retrying is decided by the loader, which knows the quota.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        refetchOnMount: false,
        networkMode: 'always',
        // Comparing two pages of a thousand events deeply finds nothing in common and costs a frame.
        structuralSharing: false,
      },
    },
  })
}

export const queryClient = createQueryClient()
