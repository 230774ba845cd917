import { NormalizedSchema } from '@smithy/core/schema'
import { isObject } from './error-facts.ts'

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0]

/**
 * Whether a decoded answer has the types that its schema tells. The SDK decodes what it expects and hands on anything else as it
 * came: a text where a list should be, a list of nulls.
 */
export function isAsSchemaSays(value: unknown, schema: SchemaRef): boolean {
  return hasTypes(value, NormalizedSchema.of(schema))
}

function hasTypes(value: unknown, schema: NormalizedSchema): boolean {
  if (schema.isListSchema()) {
    const of = schema.getValueSchema()
    return Array.isArray(value) && value.every(item => hasTypes(item, of))
  }
  if (schema.isStructSchema()) return isObject(value) && !Array.isArray(value) && hasMembers(value, schema)
  if (schema.isStringSchema()) return typeof value === 'string'
  if (schema.isNumericSchema()) return typeof value === 'number'
  if (schema.isBooleanSchema()) return typeof value === 'boolean'
  if (schema.isTimestampSchema()) return value instanceof Date && !Number.isNaN(value.getTime())
  return true
}

/** A member that is not there says nothing. */
function hasMembers(value: Readonly<Record<string, unknown>>, schema: NormalizedSchema): boolean {
  for (const [name, member] of schema.structIterator()) {
    const told = Object.hasOwn(value, name) ? value[name] : undefined
    if (told !== undefined && told !== null && !hasTypes(told, member)) return false
  }
  return true
}
