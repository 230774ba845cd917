/** The text without the colours of a terminal (`jq -C`, `aws --color on`). JSON holds no such codes as they are. */
export function withoutColours(text: string): string {
  return text.includes(ESCAPE) ? text.replaceAll(COLOURS, '') : text
}

const ESCAPE = '\u001b['
const COLOURS = new RegExp(`${ESCAPE.replace('[', String.raw`\[`)}[\\d;:]*[A-Za-z]`, 'g')

/** The same for a text that may be JSON, in which the codes are escaped: a cause, whatever wrote it. */
export function withoutEscapedColours(text: string): string {
  return text.includes('[') ? withoutColours(text.replaceAll(ESCAPED, ESCAPE)) : text
}

const ESCAPED = /\\u001b\[/gi

/** The lines of a quoted mail or Markdown, with line numbers, in a diff, behind a container's name. */
const DECORATION = /^\s*(?:>+|\+|\d+\s*[|:]|\d+\t|[\w.-]+\s*\|)[ \t]?/

/** The text without what stands before each of its lines; undefined where nothing stands before most. */
export function undecorated(text: string): string | undefined {
  const lines = text.split('\n')
  const decorated = lines.filter(line => DECORATION.test(line)).length
  if (decorated < 3 || decorated < lines.length * 0.6) return undefined
  return lines.map(line => line.replace(DECORATION, '')).join('\n')
}
