import { DEFAULT_PORT } from './command-line.ts'

/** Leads to an execution, in the page that `sfn-timeline` serves on the machine of whoever follows it. */
export function linkToExecution(arn: string): string {
  return `http://127.0.0.1:${DEFAULT_PORT}/#/executions/${encodeURIComponent(arn)}?v=1`
}

/** Leads to one of its events. */
export function linkToEvent(arn: string, event: number): string {
  return `${linkToExecution(arn)}&event=${event}`
}
