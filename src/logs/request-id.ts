import { isRecord, type JsonRecord, tryParse } from '../history/json-value.ts'

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}'
const WHOLE = new RegExp(`^${UUID}$`)

/** The text where it has the form of a request id of Lambda's, in lower case. */
export function asRequestId(value: unknown): string | undefined {
  return typeof value === 'string' && WHOLE.test(value) ? value.toLowerCase() : undefined
}

/** What `lambda:invoke` answers beside the function's own output: `SdkResponseMetadata.RequestId`. */
export function requestIdOfOutput(output: JsonRecord): string | undefined {
  const metadata = output['SdkResponseMetadata']
  const byMetadata = isRecord(metadata) ? asRequestId(metadata['RequestId']) : undefined
  // Through the AWS SDK a function's error is a success, and the error lies in `Payload` as text.
  const isError = typeof output['FunctionError'] === 'string'
  return byMetadata ?? (isError ? requestIdOfCause(output['Payload']) : undefined)
}

// `2026-11-22T14:02:11.204Z 8f14… Task timed out after 3.00 seconds`, `RequestId: 8f14… Error: Runtime exited with …`:
// what Lambda itself writes, at the beginning. Further in it may be a text of the function's own.
const IN_MESSAGE = [
  new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]{5,15}Z (${UUID}) `),
  new RegExp(`^RequestId: (${UUID})(?: |$)`),
] as const

/** A function's error: Python's carries `requestId`, Lambda's own (a timeout, a crash) names it in `errorMessage`; Node's tells none. */
export function requestIdOfCause(cause: unknown): string | undefined {
  const parsed = typeof cause === 'string' ? tryParse(cause)?.value : cause
  if (!isRecord(parsed)) return undefined
  const byMember = asRequestId(parsed['requestId'])
  const message = parsed['errorMessage']
  if (byMember !== undefined || typeof message !== 'string') return byMember
  for (const form of IN_MESSAGE) {
    const [, id] = form.exec(message) ?? []
    if (id !== undefined) return id.toLowerCase()
  }
  return undefined
}
