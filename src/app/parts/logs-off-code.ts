/** Errors that say that a person has not let logs be read. */
const OFF: ReadonlySet<string> = new Set(['GatewayLogsNotStarted', 'GatewayLogsOff'])

/** Whether an error is none of AWS's, but of a switch that is off. */
export function isLogsOffCode(code: string | undefined): boolean {
  return OFF.has(code ?? '')
}
