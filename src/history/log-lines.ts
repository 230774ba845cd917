import { endOfJsonValue, tryParse } from './json-documents.ts'

export interface LogLines {
  /** The JSON objects behind the lines' heads. */
  readonly values: readonly unknown[]
  /** Lines that hold none, or one that is cut; 0 if no line holds any: then this is no log. */
  readonly otherLines: number
}

/**
 * The JSON objects in the lines of a log, behind a time and the name of a stream (`aws logs tail`), on one line each or
 * indented over several (`--format json`). Linear time.
 */
export function readLogLines(text: string): LogLines {
  const values: unknown[] = []
  let otherLines = 0
  // An object that never closes is looked for once: looking again at each later line would take quadratic time.
  let searchIndented = true
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    let end = newline === -1 ? text.length : newline
    const line = text.slice(at, end).trimEnd()
    const brace = line.search(/\{(?:\s*"|$)/)
    let value = brace !== -1 && line.endsWith('}') ? tryParse(line.slice(brace))?.value : undefined
    // A brace at the end of the line opens an indented object, its first name is on the next line.
    if (searchIndented && brace !== -1 && brace === line.length - 1) {
      const objectEnd = endOfJsonValue(text, at + brace)
      searchIndented = objectEnd !== -1
      value = objectEnd === -1 ? undefined : tryParse(text.slice(at + brace, objectEnd))?.value
      end = Math.max(end, objectEnd)
    }
    if (value !== undefined) values.push(value)
    else if (line !== '') otherLines++
    at = end + 1
  }
  return { values, otherLines: values.length === 0 ? 0 : otherLines }
}
