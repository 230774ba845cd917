import type { SourceRef } from '../source/source.ts'
import { decodeText, encodeText } from './link-text.ts'

const SHA256_HEX = /^[0-9a-f]{64}$/

/** What names an execution in a link: `executions/<ARN>`, `samples/<name>`, `files/<hash>/<name>`. */
export function pathOfRef(ref: SourceRef): string {
  switch (ref.kind) {
    case 'aws':
      return `executions/${encodeText(ref.arn)}`
    case 'sample':
      return `samples/${encodeText(ref.name)}`
    case 'file':
      return `files/${ref.hash}/${encodeText(ref.fileName)}`
  }
}

/**
 * The reference of a place and what stands behind it, decoded, or what is wrong with it. An ARN pasted without encoding keeps its
 * slashes. `executionArn`: which one of a file that holds several.
 */
export function refOfPath(
  place: string | undefined,
  path: readonly string[],
  executionArn: string | undefined,
): SourceRef | string {
  const [first = '', second = ''] = path
  switch (place) {
    case 'executions':
      return { kind: 'aws', arn: path.join('/') }
    case 'samples':
      return { kind: 'sample', name: first }
    case 'files': {
      if (!SHA256_HEX.test(first)) return 'The content hash of the file is not a SHA-256.'
      const file = { kind: 'file', hash: first, fileName: second } as const
      return executionArn === undefined ? file : { ...file, executionArn }
    }
    default:
      return `sfn-timeline has no page “${place}”.`
  }
}

/** A reference as the value of a parameter; which one of a file's executions stands behind it. */
export function encodeRef(ref: SourceRef): string {
  const path = pathOfRef(ref)
  return ref.kind === 'file' && ref.executionArn !== undefined ? `${path}/${encodeText(ref.executionArn)}` : path
}

/** The inverse of `encodeRef`; undefined for what names nothing. */
export function decodeRef(text: string): SourceRef | undefined {
  const [place, ...path] = text.split('/').map(decodeText)
  const known = path.filter(part => part !== undefined)
  if (known.length !== path.length || (known[0] ?? '') === '') return undefined
  const ref = refOfPath(place, known, known[2])
  return typeof ref === 'string' ? undefined : ref
}
