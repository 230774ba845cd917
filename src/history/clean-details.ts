import { type Deep, withoutStack } from './deep.ts'
import { ExactNumber, exactJsonText, isContainer, jsonText, membersOf } from './exact-json.ts'
import { isRecord, type JsonRecord, setMember } from './json-value.ts'
import { detailsField } from './spelling.ts'

/**
 * The details as AWS writes them: names in AWS's spelling, no nulls, numbers as numbers, and JSON text where a tool has
 * parsed a payload or cause, and for what nests deeper than anything of AWS's: whoever writes, sends or shows details need not fear
 * for the stack. The very same object where there is nothing to do, as in all files of the CLI.
 */
export function cleanDetails(details: JsonRecord): JsonRecord {
  for (const name in details) if (!isClean(name, details[name])) return withoutDepth(withoutStack(cleaned(details)))
  return withoutDepth(details)
}

/** AWS's own come to three. */
const DEEPEST = 32

function withoutDepth(details: JsonRecord): JsonRecord {
  for (const name in details) {
    if (nestsDeeper(details[name], DEEPEST)) {
      return mapValues(details, value => (nestsDeeper(value, DEEPEST) ? jsonText(value) : value))
    }
  }
  return details
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some(member => nestsDeeper(member, levels - 1))
}

/** The name in a text that PowerShell made of the details (`@{name=Charge; input={}}`); undefined for any other text. */
export function nameInPowerShellText(text: string): string | undefined {
  return /^@\{(?:.*; )?name=([^;}]*)[;}]/i.exec(text)?.[1]
}

/** Whether a tool has parsed one of the details' payloads or causes. */
export function hasParsedPayload(details: JsonRecord): boolean {
  return Object.entries(details).some(([name, value]) => isParsedPayload(name, value))
}

/**
 * A value of `parseExactJson` as JSON.parse gives it, but for payloads that a tool has parsed: they are the text that they were,
 * to the last digit.
 */
export function withPayloadsAsText(value: unknown): unknown {
  return withoutStack(payloadsAsText(value))
}

function* payloadsAsText(value: unknown): Deep<unknown> {
  if (value instanceof ExactNumber) return Number(value.source)
  if (!isContainer(value)) return value
  if (Array.isArray(value)) {
    const elements: unknown[] = []
    for (const element of value) elements.push(yield payloadsAsText(element))
    return elements
  }
  const members: [string, unknown][] = []
  for (const [name, member] of membersOf(value))
    members.push([name, isParsedPayload(name, member) ? exactJsonText(member) : yield payloadsAsText(member)])
  return Object.fromEntries(members)
}

function isParsedPayload(name: string, value: unknown): boolean {
  return value !== null && typeof value !== 'string' && TEXTS.has(detailsField(name))
}

/** Written by the one who wrote the state machine: JSON, kept as text. */
const TEXTS: ReadonlySet<string> = new Set(['input', 'output', 'parameters', 'cause', 'error'])

/** CloudWatch Logs may write them as text. */
const NUMBERS: ReadonlySet<string> = new Set([
  'index',
  'length',
  'redriveCount',
  'timeoutInSeconds',
  'heartbeatInSeconds',
])

function isClean(name: string, value: unknown): boolean {
  const first = name.charCodeAt(0)
  // A capital at the beginning, or an underscore inside: another spelling.
  if ((first >= 65 && first <= 90) || name.includes('_')) return false
  if (value === null) return false
  if (typeof value === 'string') return !NUMBERS.has(name) || !/^\d{1,15}$/.test(value)
  return !TEXTS.has(name) && name !== 'assignedVariables'
}

function* cleaned(details: JsonRecord): Deep<JsonRecord> {
  const clean: Record<string, unknown> = {}
  for (const [given, value] of Object.entries(details)) {
    if (value === null) continue
    const name = detailsField(given)
    if (TEXTS.has(name)) setMember(clean, name, payloadText(value))
    else if (name === 'assignedVariables' && isRecord(value)) setMember(clean, name, mapValues(value, payloadText))
    else if (NUMBERS.has(name) && typeof value === 'string' && /^\d{1,15}$/.test(value))
      setMember(clean, name, Number(value))
    else if (isRecord(value)) setMember(clean, name, yield cleaned(value))
    else setMember(clean, name, value)
  }
  return clean
}

function payloadText(value: unknown): string {
  return typeof value === 'string' ? value : jsonText(value)
}

function mapValues(record: JsonRecord, change: (value: unknown) => unknown): JsonRecord {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
