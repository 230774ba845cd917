import { HistoryFormatError } from './history-format-error.ts'

/** Larger files are refused: a string cannot hold them in every browser, and 25,000 events with payloads stay below. */
export const MAX_HISTORY_FILE_BYTES = 256 * 1024 * 1024

/** The refusal of a file by its size alone, so that a caller need not read it first. */
export function tooLarge(sizeBytes: number, fileName: string): HistoryFormatError {
  const megabytes = (size: number) => `${Math.round(size / 1024 / 1024)} MB`
  return new HistoryFormatError(
    `${fileName} has ${megabytes(sizeBytes)}; more than ${megabytes(MAX_HISTORY_FILE_BYTES)} cannot be opened.`,
    'too large',
    'A log export of many executions: export fewer at a time. One execution: leave the payloads out with --no-include-execution-data.',
  )
}
