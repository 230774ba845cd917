import { isContainer, membersOf, valuesOfMember } from '../history/exact-json.ts'

/** One step of a path: a member, an index, all members or items (`*`), or a name at any depth (`..name`). */
export type JsonStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'deep'; readonly name: string }

/** The plain part of JSONPath: `$.order.items[0].id`, `$['odd name']`, `$.items[*].id`, `$..id`. No filters or slices. */
export type JsonPath = readonly JsonStep[]

const STEP =
  /\.\.([\p{L}\p{N}_$-]+)|\.([\p{L}\p{N}_$-]+|\*)|\[(\d{1,9})\]|\[(\*)\]|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/uy

/** Undefined where the text is no such path. */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined
  const steps: JsonStep[] = []
  STEP.lastIndex = 1
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text)
    if (match === null) return undefined
    steps.push(stepOf(match))
  }
  return steps
}

function stepOf([, deep, member, index, star, single, double]: RegExpExecArray): JsonStep {
  if (deep !== undefined) return { kind: 'deep', name: deep }
  if (member === '*' || star !== undefined) return { kind: 'any' }
  if (index !== undefined) return { kind: 'index', index: Number(index) }
  return { kind: 'member', name: member ?? unescaped(single ?? double ?? '') }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}

/** The path as text: `$.order.items[0]`, `$['odd name']`. */
export function formatJsonPath(path: JsonPath): string {
  return `$${path.map(stepText).join('')}`
}

function stepText(step: JsonStep): string {
  switch (step.kind) {
    case 'index':
      return `[${step.index}]`
    case 'any':
      return '[*]'
    case 'deep':
      return `..${step.name}`
    case 'member':
      return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step.name)
        ? `.${step.name}`
        : `['${step.name.replace(/['\\]/g, '\\$&')}']`
  }
}

/** The values at a path, in document order; none where it leads nowhere. What two ways lead to (`$..a..b`) is there once. */
export function valuesAt(json: unknown, path: JsonPath): readonly unknown[] {
  let values: readonly unknown[] = [json]
  for (const step of path) {
    values = step.kind === 'deep' ? deepMembers(values, step.name) : values.flatMap(value => stepInto(value, step))
  }
  return values
}

function stepInto(value: unknown, step: Exclude<JsonStep, { kind: 'deep' }>): readonly unknown[] {
  if (!isContainer(value)) return []
  switch (step.kind) {
    case 'member':
      return Array.isArray(value) ? [] : valuesOfMember(value, step.name)
    case 'index':
      return Array.isArray(value) && step.index < value.length ? [value[step.index]] : []
    case 'any':
      return membersOf(value).map(([, member]) => member)
  }
}

/** Each object is looked at once, by itself and not by the stack: payloads nest deeper than that, and their parts in one another. */
function deepMembers(values: readonly unknown[], name: string): readonly unknown[] {
  const found: unknown[] = []
  const seen = new Set<object>()
  for (const top of values) {
    const pending: unknown[] = [top]
    while (pending.length > 0) {
      const value = pending.pop()
      if (!isContainer(value) || seen.has(value)) continue
      seen.add(value)
      if (!Array.isArray(value)) found.push(...valuesOfMember(value, name))
      const members = membersOf(value)
      for (let at = members.length - 1; at >= 0; at--) pending.push(members[at]?.[1])
    }
  }
  return found
}

/** `.name` for plain names, `['na me']` for others, so that the path can be pasted into a state machine definition. */
export function memberPath(name: string): string {
  return /^[A-Za-z_][\w]*$/.test(name) ? `.${name}` : `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`
}
