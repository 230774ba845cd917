import type { HistoryEvent } from '../../history/events.ts'
import { memberOf, tryParse } from '../../history/json-value.ts'

/** Secrets of every kind that is found by its form, none of them real. */
export const SECRETS = [
  'AKIAQYLPMN5HHHFPZAM2',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  "margarete.o'neill@kunde.example",
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7planted\n-----END RSA PRIVATE KEY-----',
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'DE89370400440532013000',
  '4539 1488 0343 6467',
  'xoxb-123456789012-abcdefghijkl',
] as const

/** Ways in which a text stands in a payload. */
export const FORMS = {
  member: secret => ({ note: secret }),
  deep: secret => ({ a: [{ b: { c: [1, { d: `before ${secret} behind` }] } }] }),
  name: secret => ({ [secret]: 1 }),
  jsonInText: secret => ({ body: JSON.stringify({ inner: JSON.stringify([secret]) }) }),
  logLine: secret => `INFO 2026-01-01 handled ${JSON.stringify({ user: secret })} in 12 ms`,
  alone: secret => secret,
  inAddress: secret => `https://api.example/v1?who=${encodeURIComponent(secret)}&n=1`,
  echoed: secret => ({ password: `${secret}-pass`, message: `sent ${secret}-pass to it` }),
} satisfies Readonly<Record<string, (secret: string) => unknown>>

/** The event with a text planted in one of its details; the very event where it has none of that name. */
export function planted(event: HistoryEvent, field: string, value: unknown, unicode: boolean): HistoryEvent {
  if (event.details === undefined) return event
  const text = JSON.stringify(value)
  // As some writers do: escaped though it need not be.
  const written = unicode ? text.replace(/[@A-D.]/g, at => `\\u00${at.charCodeAt(0).toString(16)}`) : text
  if (field === 'unknown')
    return { ...event, details: { ...event.details, unheardOf: value, [`x${text.length}`]: text } }
  if (typeof memberOf(event.details, field) !== 'string') return event
  const isProse = field === 'error' || field === 'name' || field === 'resource' || field === 'workerName'
  return {
    ...event,
    details: {
      ...event.details,
      [field]: isProse ? `${field} ${String(Object.values(FORMS).length)} ${plain(value)}` : written,
    },
  }
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Every text in a text: the JSON in it, and the JSON in that. */
export function* textsIn(text: string): Generator<string, void> {
  yield text
  if (!/^\s*[{["]/.test(text)) return
  const pending: unknown[] = [tryParse(text)?.value]
  while (pending.length > 0) {
    const one = pending.pop()
    if (typeof one === 'string') yield* textsIn(one)
    else if (typeof one === 'object' && one !== null) {
      for (const [name, member] of Object.entries(one)) {
        yield name
        pending.push(member)
      }
    }
  }
}
