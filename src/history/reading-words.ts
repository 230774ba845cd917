import type { TextRest } from './text-values.ts'

/** What was passed over around the JSON in a text, in one line; undefined where there was nothing. */
export function skippedWords({ otherLines: { count, first, last } }: TextRest): string | undefined {
  if (count === 0 || first === undefined) return undefined
  const error = awsErrorIn(last)
  if (error !== undefined) return `Behind the events stands an error of the command that wrote them: ${error}`
  const lines = count === 1 ? '1 line of other text was' : `${count} lines of other text were`
  return `${lines} skipped, beginning with “${shortened(first, 60)}”`
}

/** The error with which the AWS CLI ended, in a log as well. */
export function awsErrorIn(lines: readonly string[]): string | undefined {
  const error = lines.find(line => /An error occurred \(\w+\)/.test(line))
  return error === undefined ? undefined : shortened(error, 300)
}

/** What the command that wrote the file says at the place where it breaks off. */
export function cutWords({ otherLines: { last } }: TextRest): string | undefined {
  const error = awsErrorIn(last) ?? last.find(line => COMMAND_ERROR.test(line))
  if (error === undefined) return undefined
  const isEncoding = error.includes("codec can't encode")
  const advice = isEncoding ? '. Set PYTHONUTF8=1 and AWS_CLI_FILE_ENCODING=UTF-8, then export it again' : ''
  return `The command that wrote it says: ${shortened(error, 300)}${advice}`
}

/** The last words of a failed command: of the AWS CLI, Python or the shell. */
const COMMAND_ERROR =
  /codec can't encode|^aws: |\berror\b|exception|unable to|could not|broken pipe|no space left|timed? ?out|interrupt/i

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}
