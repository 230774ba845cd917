const TRACE = /\b(1-[0-9a-f]{8}-[0-9a-f]{24})\b/
// `Sampled=0` in a header, `Sampled: false` in a line: AWS says itself that there is no such trace.
const UNSAMPLED = /\bsampled(?:=0|: false)(?!\w)/i

/**
 * The X-Ray trace in a header (`Root=1-…;Parent=…;Sampled=1`) or a line; undefined where there is none, or it says that it was not
 * kept. Of any other nobody knows: whether a trace was kept depends on sampling.
 */
export function traceIdIn(text: string): string | undefined {
  const head = text.slice(0, 4_000)
  return UNSAMPLED.test(head) ? undefined : TRACE.exec(head)?.[1]
}
