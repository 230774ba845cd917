import { jsonText } from './exact-json.ts'
import { filledTextOf, isRecord, type JsonRecord } from './json-value.ts'
import { plainName } from './spelling.ts'

/** What a log's line says before its JSON. */
export interface LineHead {
  readonly executionArn: string | undefined
  readonly time: string | undefined
}

const EXECUTION_ARN = /arn:[^\s"'\\:]+:states:[^\s"'\\:]*:[^\s"'\\:]*:(?:execution|express):[^\s"'\\,;)\]}]+/
const TIMES = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g

/** Step Functions Local writes `2020-02-07 04:04:09.006: arn:… : {…}`; others put a name or a time of their own in front. */
export function lineHeadOf(head: string): LineHead | undefined {
  if (head.length < 10 || head.length > 2_000) return undefined
  const executionArn = EXECUTION_ARN.exec(head)?.[0].replace(/:$/, '')
  const time = head.match(TIMES)?.at(-1)
  return executionArn === undefined && time === undefined ? undefined : { executionArn, time }
}

/**
 * The execution's ARN in an object that holds its events: a member of its own, DescribeExecution's answer beside them, or
 * the request of a recorded call.
 */
export function executionArnBeside(value: JsonRecord): string | undefined {
  for (const name in value) {
    const member = value[name]
    const plain = plainName(name)
    if (plain === 'executionarn') return filledTextOf(member)
    if (plain.startsWith('execution') && isRecord(member)) {
      const arn =
        filledTextOf(member['executionArn']) ??
        filledTextOf(member['ExecutionArn']) ??
        filledTextOf(member['execution_arn'])
      if (arn !== undefined) return arn
    }
    if (plain === 'request' && 'response' in value) {
      return EXECUTION_ARN.exec(jsonText(member).slice(0, 10_000))?.[0]
    }
  }
  return undefined
}
