/** What a file or text turned out to be, where it is no history. */
export type FoundInstead =
  | 'nothing'
  | 'image'
  | 'archive'
  | 'gzip'
  | 'pdf'
  | 'binary'
  | 'html'
  | 'definition'
  | 'execution description'
  | 'about an execution'
  | 'other JSON'
  | 'broken JSON'
  | 'truncated JSON'
  | 'broken event'
  | 'mixed executions'
  | 'text'
  | 'too large'
  | 'awsError'

/** The command that makes a file this tool reads. */
export const EXPORT_COMMAND =
  "aws stepfunctions get-execution-history --execution-arn '<execution ARN>' --output json > history.json"

/** Data that cannot be read as an execution history, in words: what was found and what to do. */
export class HistoryFormatError extends Error {
  override readonly name = 'HistoryFormatError'
  readonly found: FoundInstead
  readonly whatToDo: string
  /** The execution that is spoken of, where it is just one: its history can be had from AWS. */
  readonly executionArn: string | undefined

  constructor(message: string, found: FoundInstead = 'broken event', whatToDo?: string, executionArn?: string) {
    super(message)
    this.found = found
    this.whatToDo = whatToDo ?? `Make the file with: ${EXPORT_COMMAND}`
    this.executionArn = executionArn
  }
}
