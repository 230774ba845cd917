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

/** A member by a name that anybody may have chosen: what every object inherits is none. */
export function memberOf<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined
}

/** Sets a member by a foreign name: assigned, `__proto__` would change what the record inherits. */
export function setMember(record: Record<string, unknown>, name: string, value: unknown): void {
  // oxlint-disable-next-line foreign/names -- the one place where it is looked at
  if (name !== '__proto__') record[name] = value
  else Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true })
}

/** The value of a JSON text that anybody may have written. @throws SyntaxError where it is none, or nests deeper than is read. */
export function parseJson(text: string): unknown {
  if (nestsTooDeep(text)) throw new SyntaxError('It nests too deep.')
  // oxlint-disable-next-line foreign/json -- its depth is known here
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
