import { within } from '../waits/within.ts'
import { answerLimit } from './no-answer.ts'
import { SourceError } from './source.ts'

/**
 * The viewer that goes into a file to share: one page, beside this one.
 * @throws SourceError ViewerMissing, NoAnswer
 */
export function fetchedViewer(base: string, signal: AbortSignal): Promise<string> {
  return within(answerLimit(signal), given => untimedFetch(new URL('share/viewer.txt', base), given))
}

async function untimedFetch(url: URL, signal: AbortSignal): Promise<string> {
  const missing = (why: string) => {
    signal.throwIfAborted()
    return new SourceError('ViewerMissing', 'The viewer that goes into the file did not come.', {
      why,
      whatToDo: 'Check whether the server of this page still runs, or save the data only.',
      retryable: true,
    })
  }
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    throw missing(String(error))
  })
  if (response.ok) return response.text()
  throw missing(`The server answered ${response.status}.`)
}
