import type { SourceRef } from '../source/source.ts'

/** One text per execution: two references to the same one have the same. */
export function refKey(ref: SourceRef): string {
  switch (ref.kind) {
    case 'aws':
      return `aws ${ref.arn}`
    case 'sample':
      return `sample ${ref.name}`
    case 'file':
      return `file ${ref.hash} ${ref.executionArn ?? ''}`
  }
}
