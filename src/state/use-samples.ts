import { useQuery } from '@tanstack/react-query'
import { listSamples, type Sample } from '../source/sample-source.ts'
import { SourceError } from '../source/source.ts'
import { pageBase } from './url.ts'

export interface Samples {
  /** Undefined while they are fetched. */
  readonly list: readonly Sample[] | undefined
  readonly error: SourceError | undefined
}

/** The samples that come with the page. */
export function useSamples(): Samples {
  const { data, error } = useQuery({
    queryKey: ['samples'],
    queryFn: ({ signal }) => listSamples(pageBase(), signal),
  })
  return { list: data, error: error instanceof SourceError ? error : undefined }
}
