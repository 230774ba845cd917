import type { AnySource } from './log-source.ts'

/** The same source, asked for no payloads. */
export function bare(source: AnySource): AnySource {
  if ('kind' in source || !source.live) return source
  return { ...source, readPage: (request, signal) => source.readPage({ ...request, withPayloads: false }, signal) }
}
