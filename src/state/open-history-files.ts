import { type OpenedFiles, openFiles } from '../source/file-source.ts'
import { workerCalls } from '../source/worker-calls.ts'

/**
 * Reads files that were dropped or chosen. Returns their executions, each with the reference to open it by (where there are
 * several, the person chooses), and the definitions that stood in files of their own.
 * @throws SourceError saying what the files are instead of histories.
 */
export function openHistoryFiles(files: readonly File[]): Promise<OpenedFiles> {
  return openFiles(files, workerCalls, new AbortController().signal)
}
