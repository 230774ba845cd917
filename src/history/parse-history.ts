import type { ParsedHistory } from './parsed-history.ts'
import { createReading } from './reading.ts'

export type { ParsedExecution, ParsedHistory } from './parsed-history.ts'

/**
 * Reads an execution history from text: pages of GetExecutionHistory in any spelling (`{events}`, an array, several one after
 * another, NDJSON, reversed, between other text), the console's export, or CloudWatch Logs exports (arrays, messages, Logs
 * Insights, console downloads, `aws logs tail`), several executions mixed. YAML and what is compressed take
 * `readHistoryFile`.
 * @throws HistoryFormatError saying what the text is instead, and what to do.
 */
export function parseHistory(text: string): ParsedHistory {
  const reading = createReading()
  reading.addText(text)
  const history = reading.finish()
  if (history.executions.length === 0) throw reading.whyNothing()
  return history
}
