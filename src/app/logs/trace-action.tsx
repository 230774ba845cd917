import { parseArn } from '../../history/arn.ts'
import { xrayTraceLink } from '../../history/console-links.ts'
import { ConsoleAction } from './console-action.tsx'

interface TraceActionProps {
  /** Of what was called: its trace is in the same partition and region. */
  readonly arn: string | undefined
  readonly traceId: string | undefined
}

/** Leads to the X-Ray trace that a call carried, where that is known. */
export function TraceAction({ arn, traceId }: TraceActionProps) {
  const place = arn === undefined ? undefined : parseArn(arn)
  if (place === undefined || traceId === undefined) return null
  return (
    <ConsoleAction
      text="X-Ray trace"
      title="The call carried this trace id; whether a trace was kept depends on sampling"
      href={xrayTraceLink(place, traceId)}
    />
  )
}
