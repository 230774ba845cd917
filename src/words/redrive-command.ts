import { parseStatesArn } from '../history/states-arn.ts'

/**
 * The AWS CLI's command that redrives an execution, to paste into a shell; undefined for what is no ARN of a Standard execution.
 * We never run it.
 */
export function redriveCommand(arn: string): string | undefined {
  const parsed = parseStatesArn(arn)
  if (parsed?.kind !== 'execution' || parsed.mapRunLabel !== undefined) return undefined
  return `aws stepfunctions redrive-execution --execution-arn ${shellQuoted(arn)} --region ${shellQuoted(parsed.region)}`
}

/** A word as a POSIX shell takes it, whatever is in it. */
export function shellQuoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
