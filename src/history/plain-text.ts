/** The text without the colours of a terminal (`jq -C`, `aws --color on`). JSON holds no such codes as they are. */
export function withoutColours(text: string): string {
  return text.includes(ESCAPE) ? text.replaceAll(COLOURS, '') : text
}

const ESCAPE = '\u001b['
const COLOURS = new RegExp(`${ESCAPE.replace('[', String.raw`\[`)}[\\d;:]*[A-Za-z]`, 'g')

/** The lines of a quoted mail or Markdown, with line numbers, in a diff, behind a container's name. */
const DECORATION = /^\s*(?:>+|\+|\d+\s*[|:]|\d+\t|[\w.-]+\s*\|)[ \t]?/

/** The text without what stands before each of its lines; undefined where nothing stands before most. */
export function undecorated(text: string): string | undefined {
  const lines = text.split('\n')
  const decorated = lines.filter(line => DECORATION.test(line)).length
  if (decorated < 3 || decorated < lines.length * 0.6) return undefined
  return lines.map(line => line.replace(DECORATION, '')).join('\n')
}
