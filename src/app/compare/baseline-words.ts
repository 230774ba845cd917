import { parseStatesArn } from '../../history/states-arn.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import type { SourceRef } from '../../source/source.ts'
import { formatCount } from '../../words/format-count.ts'

/** What the execution to compare with is called: `InvoiceExport / eu-2026-11-20`, or as its file or sample is. */
export function baselineName({ ref, summary }: Pick<ExecutionView, 'ref' | 'summary'>): string {
  const parts = [summary?.stateMachineName, summary?.name].filter(part => part !== undefined && part !== '')
  return parts.length > 0 ? parts.join(' / ') : nameOfRef(ref)
}

function nameOfRef(ref: SourceRef): string {
  if (ref.kind === 'sample') return ref.name
  if (ref.kind === 'file') return ref.fileName
  const arn = parseStatesArn(ref.arn)
  return arn?.kind === 'execution' ? `${arn.stateMachineName} / ${arn.executionName}` : ref.arn
}

/** How far the other is read, and what is read of it. */
export function readingWords({ ref, progress }: Pick<ExecutionView, 'ref' | 'progress'>): string {
  const { loadedEvents, totalEvents, requests, nextRetryAt } = progress
  const events =
    totalEvents === undefined
      ? 'Reading…'
      : `Reading: ${formatCount(loadedEvents)} of ${formatCount(totalEvents)} events`
  if (ref.kind !== 'aws') return events
  const sent = requests === 0 ? '' : `, ${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'} so far`
  return `${events}${sent}${nextRetryAt === undefined ? '' : ', waiting to ask again'}`
}
