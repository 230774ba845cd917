import { parseAllDocuments } from 'yaml'
import type { Reading } from './reading.ts'

/**
 * Adds what a YAML text holds: the AWS CLI's `--output yaml` and `yaml-stream`, cassettes. What breaks off is left out with
 * the item it stands in.
 * @returns how many events it held; 0 also for a text that is no YAML.
 */
export function readYaml(reading: Reading, text: string): number {
  const whole = looksCut(text) ? undefined : valuesIn(text)
  if (whole !== undefined) return addAll(reading, whole)
  const kept = withoutLastItem(text)
  const values = kept === undefined ? undefined : valuesIn(kept)
  if (values === undefined) return 0
  const found = addAll(reading, values)
  if (found > 0) reading.cut()
  return found
}

function addAll(reading: Reading, values: readonly unknown[]): number {
  return values.reduce<number>((found, value) => found + reading.addValue(value), 0)
}

/** Undefined where the text is no YAML. */
function valuesIn(text: string): readonly unknown[] | undefined {
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false })
    if (!Array.isArray(documents) || documents.some(document => document.errors.length > 0)) return undefined
    return documents.map(document => document.toJS({ maxAliasCount: 100 }))
  } catch {
    // Aliases that multiply, and whatever else a hostile text brings about.
    return undefined
  }
}

/** Where the last line has no end, more may have stood there than YAML misses; but for the last event of an execution. */
function looksCut(text: string): boolean {
  if (text.endsWith('\n')) return false
  const last = text.slice(withoutLastItem(text)?.length ?? 0)
  return !/type["']?:\s*["']?Execution(?:Succeeded|Failed|Aborted|TimedOut)/i.test(last)
}

/** The text up to its last list item that begins like an event. */
function withoutLastItem(text: string): string | undefined {
  const items = [...text.matchAll(/^\s*- (?=["']?(?:timestamp|type|id|executionStartedEventDetails)["']?:)/gim)]
  const last = items.at(-1)?.index
  return last === undefined ? undefined : text.slice(0, last)
}
