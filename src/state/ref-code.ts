import type { Millis } from '../history/events.ts'
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

/** What a link tells of a reference beside its path. */
interface RefParameters {
  /** Which one of a file that holds several. */
  readonly executionArn?: string | undefined
  readonly startedAt?: Millis | undefined
}

/**
 * The reference of a place and what stands behind it, decoded, or what is wrong with it. An ARN pasted without encoding keeps its
 * slashes.
 */
export function refOfPath(
  place: string | undefined,
  path: readonly string[],
  { executionArn, startedAt }: RefParameters = {},
): SourceRef | string {
  const [first = '', second = ''] = path
  switch (place) {
    case 'executions':
      return refOfTarget({ arn: path.join('/'), ...(startedAt !== undefined && { startedAt }) })
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

/** The execution that a person pasted: of an Express one with the time at which its log is to be looked for, where a link told. */
export function refOfTarget(target: { readonly arn: string; readonly startedAt?: Millis }): SourceRef {
  const { arn, startedAt } = target
  return { kind: 'aws', arn, ...(startedAt !== undefined && { startedAt }) }
}

/** A reference as the value of a parameter; which one of a file's executions, or when an Express one began, stands behind it. */
export function encodeRef(ref: SourceRef): string {
  const path = pathOfRef(ref)
  if (ref.kind === 'aws' && ref.startedAt !== undefined) return `${path}/${START}${ref.startedAt}`
  return ref.kind === 'file' && ref.executionArn !== undefined ? `${path}/${encodeText(ref.executionArn)}` : path
}

/** No part of an ARN begins so. */
const START = '@'

/** The inverse of `encodeRef`; undefined for what names nothing. */
export function decodeRef(text: string): SourceRef | undefined {
  const [place, ...path] = text.split('/').map(decodeText)
  const known = path.filter(part => part !== undefined)
  if (known.length !== path.length || (known[0] ?? '') === '') return undefined
  const start = place === 'executions' && known.length > 1 ? /^@(\d{1,15})$/.exec(known.at(-1) ?? '')?.[1] : undefined
  const names = start === undefined ? known : known.slice(0, -1)
  const startedAt = start === undefined ? undefined : Number(start)
  const ref = refOfPath(place, names, { executionArn: names[2], startedAt })
  return typeof ref === 'string' ? undefined : ref
}
