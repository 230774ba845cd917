import { sampleRunName } from '../source/sample-runs.ts'
import type { SourceRef } from '../source/source.ts'
import type { RunsLink } from './runs-link.ts'

/** Whose runs these are. */
export type RunsOf = Pick<RunsLink, 'arn' | 'sample'>

/** The reference that opens a run, by its ARN. */
export function refOfRun({ sample }: { readonly sample?: string | undefined }, executionArn: string): SourceRef {
  if (sample === undefined) return { kind: 'aws', arn: executionArn }
  return { kind: 'sample', name: sampleRunName(sample, executionArn.split(':').at(-1) ?? '') }
}
