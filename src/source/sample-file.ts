import { parseJson } from '../history/json-value.ts'
import { within } from '../waits/within.ts'
import { answerLimit } from './no-answer.ts'
import { SourceError } from './source.ts'

/**
 * The bytes of a file of `samples/` beside the page.
 * @throws SourceError SampleMissing, SamplesUnreachable, NoAnswer
 */
export function fetchedSample(base: string, path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  return within(answerLimit(signal), given => untimedFetch(new URL(`samples/${path}`, base), path, given))
}

async function untimedFetch(url: URL, path: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const unreachable = (error: unknown) => {
    signal.throwIfAborted()
    throw new SourceError('SamplesUnreachable', 'The samples cannot be fetched.', {
      why: String(error),
      whatToDo: 'Check whether the server of this page still runs, then retry.',
      retryable: true,
    })
  }
  const response = await fetch(url, { signal }).catch(unreachable)
  // A host that answers every path with its page gives HTML for a sample that does not exist.
  if (response.ok && !isHtml(response)) return response.arrayBuffer().catch(unreachable)
  throw noSample(path.replace(/(\.children|\.asl|\.runs|\.logs)?\.json$/, ''))
}

/** The JSON in a file; undefined where it holds none. */
export function jsonIn(bytes: ArrayBuffer): unknown {
  try {
    return parseJson(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

function isHtml(response: Response): boolean {
  return response.headers.get('content-type')?.includes('html') ?? false
}

export function noSample(name: string): SourceError {
  return new SourceError('SampleMissing', `There is no sample “${name}” here.`, {
    whatToDo: 'Choose one of the gallery.',
  })
}
