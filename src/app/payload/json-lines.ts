import { type Deep, withoutStack } from '../../history/deep.ts'
import { ExactNumber, exactJsonText, isContainer, membersOf, valuesOfMember } from '../../history/exact-json.ts'
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
      lines.push({ path: at.path, depth: at.depth, label: at.label, value: scalarOf(at.value), comma: at.comma })
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

function scalarOf(value: unknown): JsonScalar {
  const text = exactJsonText(value)
  if (value instanceof ExactNumber) return { kind: 'number', text }
  if (value === null || value === undefined) return { kind: 'null', text }
  if (typeof value === 'number' || typeof value === 'boolean')
    return { kind: typeof value === 'number' ? 'number' : 'boolean', text }
  // A terminal's colours say nothing here; copying gives the value with them.
  return { kind: 'string', text: typeof value === 'string' ? JSON.stringify(withoutColours(value)) : text }
}

/** `.name` for plain names, `['na me']` for others, so that the path can be pasted into a state machine definition. */
export function memberPath(name: string): string {
  return /^[A-Za-z_][\w]*$/.test(name) ? `.${name}` : `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`
}

/** The text a line shows, for searching. */
export function lineText(line: JsonLine): string {
  const label = line.label === undefined ? '' : `${JSON.stringify(line.label)}: `
  return line.value.kind === 'opening' || line.value.kind === 'closing'
    ? label + line.value.bracket
    : label + line.value.text
}

/** The value at a path that `jsonLines` made; undefined where there is none. */
export function valueAtPath(root: unknown, path: string): unknown {
  let value = root
  for (const step of path.matchAll(/\.([A-Za-z_]\w*)|\[(\d+)\]|\['((?:\\.|[^'\\])*)'\]/g)) {
    const name = step[1] ?? step[2] ?? (step[3] ?? '').replace(/\\(.)/g, '$1')
    value = isContainer(value) ? valuesOfMember(value, name).at(-1) : undefined
  }
  return value
}

/** The paths of all containers above a path, outermost first: what must be open for it to show. */
export function ancestorPaths(path: string): readonly string[] {
  const paths = ['$']
  for (const step of path.matchAll(/\.[A-Za-z_]\w*|\[\d+\]|\['(?:\\.|[^'\\])*'\]/g)) {
    paths.push(`${paths.at(-1) ?? ''}${step[0]}`)
  }
  return paths.slice(0, -1)
}
