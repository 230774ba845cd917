import { HistoryFormatError } from '../history/history-format-error.ts'
import { SourceError } from './source.ts'

/** The code of the error for what a file does not hold. */
export const NOT_IN_FILE = 'NotInFile'

/** What files that were opened do not hold, in words. */
export function notInFiles(what: string): SourceError {
  return new SourceError(NOT_IN_FILE, `The files opened do not hold the ${what}.`, {
    whatToDo:
      'Drop what is missing here too (histories, or the files of the ResultWriter with their manifest.json): it is joined.',
  })
}

/** What is wrong with a file, in words. */
export function asFileError(error: unknown, fileName: string): SourceError {
  if (error instanceof SourceError) return error
  if (error instanceof HistoryFormatError) {
    const { executionArn } = error
    return new SourceError('NotAHistory', `${fileName} cannot be opened.`, {
      why: error.message,
      whatToDo: error.whatToDo,
      ...(executionArn !== undefined && { executionArn }),
      cause: error,
    })
  }
  return new SourceError('NotAHistory', `${fileName} cannot be opened.`, { why: String(error), cause: error })
}
