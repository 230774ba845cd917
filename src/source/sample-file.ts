import { SourceError } from './source.ts'

/**
 * A file of `samples/` beside the page.
 * @throws SourceError SampleMissing, SamplesUnreachable
 */
export async function fetchedSample(base: string, path: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(new URL(`samples/${path}`, base), { signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw new SourceError('SamplesUnreachable', 'The samples cannot be fetched.', {
      why: String(error),
      whatToDo: 'Check whether the server of this page still runs, then retry.',
      retryable: true,
    })
  })
  // A host that answers every path with its page gives HTML for a sample that does not exist.
  if (response.ok && !isHtml(response)) return response
  throw noSample(path.replace(/(\.children)?\.json$/, ''))
}

export function isHtml(response: Response): boolean {
  return response.headers.get('content-type')?.includes('html') ?? false
}

export function noSample(name: string): SourceError {
  return new SourceError('SampleMissing', `There is no sample “${name}” here.`, {
    whatToDo: 'Choose one of the gallery.',
  })
}
