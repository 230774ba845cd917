import { onOneLine } from '../words/on-one-line.ts'

/** Colours and styles of a terminal: of no use here, and the commonest escapes by far. */
// oxlint-disable-next-line no-control-regex -- that is what they are made of
const STYLES = /\u001b\[[\d;:]{0,40}m/g
/** More of one line is not laid out; copying gives more. */
const SHOWN_CHARACTERS = 2_000
/** Lines of one message that are laid out. */
const SHOWN_LINES = 500

/**
 * The lines of a message as they are shown: styles of terminals left out; all else that would steer (escapes, bidi marks, controls)
 * written as what it is; what is too long is cut, which is said.
 */
export function shownLines(text: string): readonly string[] {
  const lines = text.slice(0, SHOWN_CHARACTERS * SHOWN_LINES).split(/\r?\n/)
  const shown = lines.slice(0, SHOWN_LINES).map(shownLine)
  return lines.length > SHOWN_LINES ? [...shown, `… ${lines.length - SHOWN_LINES} more lines`] : shown
}

/** The first line of a message, as it is shown. */
export function firstShownLine(text: string): string {
  const end = text.search(/[\r\n]/)
  return shownLine(end < 0 ? text : text.slice(0, end))
}

function shownLine(line: string): string {
  const cut = line.slice(0, SHOWN_CHARACTERS)
  const plain = onOneLine(cut.replaceAll(STYLES, '').replaceAll('\t', '    '))
  return line.length > SHOWN_CHARACTERS ? `${plain}… (${line.length} characters)` : plain
}
