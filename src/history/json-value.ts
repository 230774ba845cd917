import { nestsTooDeep } from './json-depth.ts'

export type JsonRecord = Readonly<Record<string, unknown>>

/** Whether a JSON value is an object (not null, not an array). */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value where it is a text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The same where it says something. */
export function filledTextOf(value: unknown): string | undefined {
  return value === '' ? undefined : textOf(value)
}

/** Sets a member by a foreign name: assigned, `__proto__` would change what the record inherits. */
export function setMember(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') record[name] = value
  else Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true })
}

/** The value of a JSON text that anybody may have written. @throws SyntaxError where it is none, or nests deeper than is read. */
export function parseJson(text: string): unknown {
  if (nestsTooDeep(text)) throw new SyntaxError('It nests too deep.')
  return JSON.parse(text)
}

/** The same; undefined where there is none. */
export function tryParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseJson(text) }
  } catch {
    return undefined
  }
}
