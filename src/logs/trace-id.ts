const TRACE = /\b(1-[0-9a-f]{8}-[0-9a-f]{24})\b/

/** The X-Ray trace in a header (`Root=1-…;Parent=…;Sampled=1`) or a line; undefined where there is none. */
export function traceIdIn(text: string): string | undefined {
  return TRACE.exec(text.slice(0, 4_000))?.[1]
}
