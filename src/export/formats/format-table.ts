/** A form in which other tools take an execution and all below it that is read. */
export interface Format {
  /** In a menu and in the help of the command line. */
  readonly words: string
  /** What the file is called behind the execution's name. */
  readonly suffix: string
  readonly type: string
  /** Characters an event, about: how long a file will be is told while it is made. */
  readonly charsAnEvent: number
}

export const FORMATS = {
  'chrome-trace': {
    words: 'Chrome trace (Perfetto, speedscope)',
    suffix: '.trace.json',
    type: 'application/json',
    charsAnEvent: 400,
  },
  otlp: {
    words: 'OpenTelemetry trace (OTLP/JSON)',
    suffix: '.otlp.json',
    type: 'application/json',
    charsAnEvent: 600,
  },
  'spans-csv': { words: 'Spans (CSV)', suffix: '-spans.csv', type: 'text/csv', charsAnEvent: 150 },
  'events-csv': { words: 'Events (CSV, with payloads)', suffix: '-events.csv', type: 'text/csv', charsAnEvent: 800 },
  svg: { words: 'Picture of the chart (SVG)', suffix: '.svg', type: 'image/svg+xml', charsAnEvent: 100 },
  report: { words: 'Report (Markdown)', suffix: '.md', type: 'text/markdown', charsAnEvent: 1 },
} as const satisfies Readonly<Record<string, Format>>

export type FormatName = keyof typeof FORMATS

export const FORMAT_NAMES = Object.keys(FORMATS).filter(isFormatName)

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name)
}
