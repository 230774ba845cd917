import { type FileChoice, openFile } from '../source/file-source.ts'
import { workerCalls } from '../source/worker-calls.ts'

/**
 * Reads a file that was dropped or chosen. Returns its executions (at least one), each with the reference to open it by;
 * where there are several, the person chooses.
 * @throws SourceError saying what the file is instead of a history.
 */
export function openHistoryFile(file: File): Promise<readonly FileChoice[]> {
  return openFile(file, workerCalls, new AbortController().signal)
}
