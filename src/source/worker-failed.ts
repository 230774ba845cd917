import { SourceError } from './source.ts'

/** The error for a worker that did not run, or a part of it that did not load. */
export function workerFailed(why: string): SourceError {
  return new SourceError('WorkerFailed', 'The part of the page that reads histories could not run.', {
    why: why || 'Its script did not load.',
    whatToDo: 'Reload the page.',
    retryable: true,
  })
}
