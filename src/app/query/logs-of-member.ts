import type { LogsOfAttempts } from '../../analysis/log-terms.ts'
import { arnOf, type Member } from '../../forest/member.ts'
import { parseArn } from '../../history/arn.ts'
import { whereLogsAre } from '../../logs/where-logs-are.ts'
import { spanId } from '../../model/keys.ts'
import { type ReadLogs, readLogKey } from '../../state/read-logs.ts'

/** What the attempts of an execution printed, by what was opened of it. `page`: the execution that the page shows. */
export function logsOfMember(member: Member, page: Member | undefined, logs: ReadLogs): LogsOfAttempts {
  const executionArn = arnOf(member) ?? ''
  const { partition = 'aws', region = '', account = '' } = parseArn(executionArn) ?? {}
  const { tree } = member
  const sample = page?.ref.kind === 'sample' ? page.ref.name : ''
  return attempt => {
    const read = logs.get(readLogKey(sample, executionArn, spanId(attempt)))
    if (read !== undefined) return read
    const events = attempt.events.map(id => tree?.event(id)).filter(event => event !== undefined)
    return whereLogsAre(events, { partition, region, account }) === undefined ? undefined : 'unread'
  }
}
