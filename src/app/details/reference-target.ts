import { parseArn } from '../../history/arn.ts'
import {
  batchJobLink,
  consoleLink,
  glueRunLink,
  lambdaFunctionLink,
  logsLink,
  type Place,
} from '../../history/console-links.ts'
import type { EventId, Millis } from '../../history/events.ts'
import type { Reference } from '../../model/references.ts'
import { assertNever } from '../../model/span.ts'

/** Where a reference leads: an event here, an execution or Map Run in this tool, or a page of AWS's console. */
export type ReferenceTarget =
  | { readonly to: 'event'; readonly label: string; readonly eventId: EventId }
  | { readonly to: 'execution'; readonly label: string; readonly arn: string; readonly startedAt?: Millis }
  | { readonly to: 'mapRun'; readonly label: string; readonly arn: string }
  | { readonly to: 'console'; readonly label: string; readonly href: string }

interface Around {
  /** The execution's own place: where resources live that are known by name alone. */
  readonly place: Place | undefined
  readonly at: Millis
}

/** What to offer for a reference; undefined where there is nowhere to go. Links are only ever built from parsed ARNs. */
export function referenceTarget(reference: Reference, { place, at }: Around): ReferenceTarget | undefined {
  switch (reference.kind) {
    case 'eventReference':
      return { to: 'event', label: `Event #${reference.eventId}`, eventId: reference.eventId }
    case 'childExecution':
    case 'execution': {
      const label = reference.kind === 'childExecution' ? 'Open child execution' : 'Open execution'
      // The log of an Express execution is looked for around the time at which it was started.
      return { to: 'execution', label, arn: reference.arn, ...(reference.express && { startedAt: Math.floor(at) }) }
    }
    case 'mapRun':
      return { to: 'mapRun', label: 'Open Map Run', arn: reference.arn }
    case 'lambdaFunction':
      return toConsole('Lambda function', place && lambdaFunctionLink(place, reference.nameOrArn))
    case 'logGroup':
      return toConsole(`Logs ${reference.logGroup}`, place && logsLink(place, reference.logGroup))
    case 'logStream':
      return toConsole('Log stream', place && logsLink(place, reference.logGroup, reference.logStream))
    case 'ecsTask':
      return toConsole('ECS task', consoleLink(reference.arn))
    case 'glueRun':
      return toConsole(
        'Glue run',
        place && reference.jobName !== undefined ? glueRunLink(place, reference.jobName, reference.runId) : undefined,
      )
    case 'batchJob':
      return toConsole('Batch job', place && batchJobLink(place, reference.jobId))
    case 'arn':
      return toConsole(arnLabel(reference.arn, reference.service), consoleLink(reference.arn))
    default:
      return assertNever(reference)
  }
}

function toConsole(label: string, href: string | undefined): ReferenceTarget | undefined {
  return href === undefined ? undefined : { to: 'console', label, href }
}

function arnLabel(arn: string, service: string): string {
  return `${service}: ${arn.split(/[:/]/).at(-1) ?? arn}`
}

/** Partition and region of an ARN. */
export function placeOf(arn: string | undefined): Place | undefined {
  const parsed = arn === undefined ? undefined : parseArn(arn)
  return parsed === undefined ? undefined : { partition: parsed.partition, region: parsed.region }
}
