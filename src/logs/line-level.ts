/**
 * How grave a line is. `platform`: Lambda's own lines; `none`: a line that names no level. Worst first, as they are offered.
 */
export const LEVELS = ['error', 'warn', 'info', 'debug', 'platform', 'none'] as const
export type LineLevel = (typeof LEVELS)[number]

const BY_NAME: ReadonlyMap<string, LineLevel> = new Map<string, LineLevel>([
  ...named('error', ['error', 'err', 'fatal', 'critical', 'crit', 'severe', 'panic', 'alert', 'emergency', 'emerg']),
  ...named('warn', ['warn', 'warning']),
  ...named('info', ['info', 'information', 'notice']),
  ...named('debug', ['debug', 'trace', 'verbose', 'fine', 'finer', 'finest', 'silly']),
])

function named(level: LineLevel, names: readonly string[]): readonly (readonly [string, LineLevel])[] {
  return names.map(name => [name, level] as const)
}

/** A level by the name or number that loggers give it: `ERROR`, `Warning`, 50 (pino, bunyan). Undefined for anything else. */
export function levelNamed(value: unknown): LineLevel | undefined {
  if (typeof value === 'number') return levelNumbered(value)
  return typeof value === 'string' && value.length <= 20 ? BY_NAME.get(value.toLowerCase()) : undefined
}

/** 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal. */
function levelNumbered(level: number): LineLevel | undefined {
  if (level < 10 || level > 60) return undefined
  if (level >= 50) return 'error'
  if (level >= 40) return 'warn'
  return level >= 30 ? 'info' : 'debug'
}

// A level in the first words of a line, in capitals or set off: `[WARN] …`, `ERROR: …`, `level=warn …`. A word in the middle of a
// sentence is none.
const AT_START =
  /^(?:\S{0,40}\s+){0,2}?[[(<]?(FATAL|CRITICAL|SEVERE|ERROR|WARN|WARNING|INFO|NOTICE|DEBUG|TRACE)[\])>]?(?=[\s:|-]|$)/
const AS_FIELD = /\b(?:level|lvl|severity)="?(\w{3,12})"?/
/** What a runtime prints of an exception nobody caught: `ValueError: …`, `Traceback (most recent call last)`, `java.lang.…Exception`. */
const EXCEPTION =
  /^(?:Uncaught |Unhandled )?(?:Traceback \(most recent|(?:[\w$]{1,80}\.){0,10}[\w$]{0,80}(?:Error|Exception)(?::|\s|$))/

/** The level that a text names by itself. */
export function levelInText(text: string): LineLevel {
  const head = text.slice(0, 200)
  return (
    levelNamed(AT_START.exec(head)?.[1]) ??
    levelNamed(AS_FIELD.exec(head)?.[1]) ??
    (EXCEPTION.test(head) ? 'error' : 'none')
  )
}
