import { memberPath } from '../../analysis/json-path.ts'
import { type Deep, withoutStack } from '../../history/deep.ts'
import {
  ExactNumber,
  exactJsonText,
  isContainer,
  membersOf,
  parseExactJson,
  valuesOfMember,
} from '../../history/exact-json.ts'
import { withoutColours } from '../../history/plain-text.ts'

/** One drawn line of a JSON tree. */
export interface JsonLine {
  /** JSONPath of the value: `$.order.items[0]`. */
  readonly path: string
  readonly depth: number
  /** The member's name or the element's index; undefined for the root and for closing brackets. */
  readonly label: string | undefined
  readonly value: JsonScalar | JsonOpening | JsonClosing
  readonly comma: boolean
}

export interface JsonScalar {
  readonly kind: 'string' | 'number' | 'boolean' | 'null'
  /** As JSON text, with quotes and escapes. */
  readonly text: string
  /** Of a string that holds JSON: whether that is unfolded below it. Its path goes on behind ` (as JSON)`. */
  readonly inside?: 'closed' | 'open'
}

export interface JsonOpening {
  readonly kind: 'opening'
  readonly bracket: '{' | '['
  readonly size: number
  readonly closed: boolean
}

export interface JsonClosing {
  readonly kind: 'closing'
  readonly bracket: '}' | ']'
}

/** Containers below this depth start closed where the whole is large; see `startsClosed`. */
const OPEN_DEPTH = 2
/** Up to this many characters a payload is shown with everything open. */
const OPEN_ALL_CHARACTERS = 4_000

/** Tells whether a container starts closed: small payloads are read at one look, large ones from the top. */
export function startsClosed(depth: number, payloadCharacters: number): boolean {
  return payloadCharacters > OPEN_ALL_CHARACTERS && depth >= OPEN_DEPTH
}

export interface LinesOptions {
  /** The length of the payload as text. */
  readonly characters: number
  /** Paths of containers that are the other way round than they start. */
  readonly toggled: ReadonlySet<string>
  /** Ignores what is closed: for searching. */
  readonly openAll?: boolean
}

/** A parsed JSON value as the lines to draw, top to bottom. Linear in the lines shown, not in the size of the value. */
export function jsonLines(value: unknown, options: LinesOptions): readonly JsonLine[] {
  const lines: JsonLine[] = []
  const place = function* (at: Place): Deep<void> {
    if (!isContainer(at.value)) {
      const value = scalarOf(at.value)
      const held = jsonInString(at.value)
      const isOpen = options.openAll === true || options.toggled.has(at.path)
      const inside = held === undefined ? {} : { inside: isOpen ? ('open' as const) : ('closed' as const) }
      lines.push({ path: at.path, depth: at.depth, label: at.label, value: { ...value, ...inside }, comma: at.comma })
      if (held === undefined || !isOpen) return
      yield place({ value: held, path: at.path + AS_JSON, depth: at.depth + 1, label: undefined, comma: false })
      return
    }
    const isArray = Array.isArray(at.value)
    const children = membersOf(at.value)
    const closed =
      children.length === 0 ||
      (options.openAll !== true && startsClosed(at.depth, options.characters) !== options.toggled.has(at.path))
    lines.push({
      path: at.path,
      depth: at.depth,
      label: at.label,
      value: { kind: 'opening', bracket: isArray ? '[' : '{', size: children.length, closed },
      comma: at.comma && closed,
    })
    if (closed) return
    for (const [index, [name, child]] of children.entries()) {
      yield place({
        value: child,
        path: isArray ? `${at.path}[${name}]` : `${at.path}${memberPath(name)}`,
        depth: at.depth + 1,
        label: isArray ? undefined : name,
        comma: index < children.length - 1,
      })
    }
    lines.push({
      path: at.path,
      depth: at.depth,
      label: undefined,
      value: { kind: 'closing', bracket: isArray ? ']' : '}' },
      comma: at.comma,
    })
  }
  withoutStack(place({ value, path: '$', depth: 0, label: undefined, comma: false }))
  return lines
}

interface Place {
  readonly value: unknown
  readonly path: string
  readonly depth: number
  readonly label: string | undefined
  readonly comma: boolean
}

/** A step of a path into the JSON that a string holds. */
const AS_JSON = ' (as JSON)'

/** The object or array that a string holds as JSON text, where there is something in it. */
function jsonInString(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{][^]*[\]}]\s*$/.test(value)) return undefined
  try {
    const held: unknown = parseExactJson(value)
    return isContainer(held) && membersOf(held).length > 0 ? held : undefined
  } catch {
    // Braces alone make no JSON: it is the text it is.
    return undefined
  }
}

function scalarOf(value: unknown): JsonScalar {
  const text = exactJsonText(value)
  if (value instanceof ExactNumber) return { kind: 'number', text }
  if (value === null || value === undefined) return { kind: 'null', text }
  if (typeof value === 'number' || typeof value === 'boolean')
    return { kind: typeof value === 'number' ? 'number' : 'boolean', text }
  // A terminal's colours say nothing here; copying gives the value with them.
  return { kind: 'string', text: typeof value === 'string' ? JSON.stringify(withoutColours(value)) : text }
}

/** The text a line shows, for searching. */
export function lineText(line: JsonLine): string {
  const label = line.label === undefined ? '' : `${JSON.stringify(line.label)}: `
  if (line.value.kind === 'opening' || line.value.kind === 'closing') return label + line.value.bracket
  // What is unfolded below is not told twice.
  return line.value.inside === 'open' ? label : label + line.value.text
}

/** Whether a line can be opened and is closed, or can be closed; undefined where there is nothing in it. */
export function foldOf({ value }: JsonLine): 'closed' | 'open' | undefined {
  if (value.kind === 'closing') return undefined
  if (value.kind !== 'opening') return value.inside
  return value.size === 0 ? undefined : value.closed ? 'closed' : 'open'
}

/** The value at a path that `jsonLines` made; undefined where there is none. */
export function valueAtPath(root: unknown, path: string): unknown {
  let value = root
  for (const step of path.matchAll(/\.([A-Za-z_]\w*)|\[(\d+)\]|\['((?:\\.|[^'\\])*)'\]| \(as JSON\)/g)) {
    if (step[0] === AS_JSON) {
      value = jsonInString(value)
      continue
    }
    const name = step[1] ?? step[2] ?? (step[3] ?? '').replace(/\\(.)/g, '$1')
    value = isContainer(value) ? valuesOfMember(value, name).at(-1) : undefined
  }
  return value
}

/** The paths of all containers above a path, outermost first: what must be open for it to show. */
export function ancestorPaths(path: string): readonly string[] {
  const paths = ['$']
  for (const step of path.matchAll(/\.[A-Za-z_]\w*|\[\d+\]|\['(?:\\.|[^'\\])*'\]| \(as JSON\)/g)) {
    paths.push(`${paths.at(-1) ?? ''}${step[0]}`)
  }
  return paths.slice(0, -1)
}
