/** How values stand in a link, for all that is written there. */

/** encodeURIComponent throws on half a surrogate pair, which a query box can hold. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
}

/** Undefined for what was never encoded so. */
export function decodeText(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** `v=1&name=value…`; a value that is undefined is not written. */
export function encodeParameters(
  version: number,
  values: Readonly<Record<string, string | number | undefined>>,
): string {
  const parameters = [`v=${version}`]
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) parameters.push(`${name}=${encodeText(String(value))}`)
  }
  return parameters.join('&')
}

/** Undefined where a value cannot be decoded. Of a name given twice the last counts. */
export function decodeParameters(text: string): Map<string, string> | undefined {
  const parameters = new Map<string, string>()
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=')
    if (equals < 1) continue
    const value = decodeText(pair.slice(equals + 1))
    if (value === undefined) return undefined
    parameters.set(pair.slice(0, equals), value)
  }
  return parameters
}

/** Reads single parameters; what means nothing is told in `problems`, and the rest still holds. */
export interface ParameterReader {
  readonly read: <T>(name: string, parse: (text: string) => T | undefined) => T | undefined
  readonly problems: readonly string[]
}

export function readerOf(parameters: ReadonlyMap<string, string>): ParameterReader {
  const problems: string[] = []
  return {
    problems,
    read: (name, parse) => {
      const text = parameters.get(name)
      const value = text === undefined ? undefined : parse(text)
      if (text !== undefined && value === undefined)
        problems.push(`The link says ${name}=${clip(text)}, which means nothing.`)
      return value
    },
  }
}

export function parseMillis(text: string): number | undefined {
  const value = Number(text)
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined
}

export function parseFlag(text: string): boolean | undefined {
  return text === '1' ? true : text === '0' ? false : undefined
}

export function oneOf<T extends string>(text: string, allowed: readonly T[]): T | undefined {
  return allowed.find(value => value === text)
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
