import { LONGEST_EXPRESS_RUN_MS } from '../history/express-limits.ts'
import { isExpressArn, parseStatesArn } from '../history/states-arn.ts'
import type { RunList } from '../runs/run-list.ts'
import { sampleRunName } from '../source/sample-runs.ts'
import type { SourceRef } from '../source/source.ts'
import type { RunsLink } from './runs-link.ts'

/** Whose runs these are. */
export type RunsOf = Pick<RunsLink, 'arn' | 'sample'>

/** What a link calls a run of a state machine: its name, of an Express one with its id (`name:id`). */
export function runKeyOf(executionArn: string): string {
  return executionArn.split(':').slice(7).join(':')
}

/** The ARN of a run by what a link calls it; undefined where the state machine's says too little. */
export function runArnOf({ arn }: RunsOf, key: string): string | undefined {
  const machine = parseStatesArn(arn)
  if (machine?.kind !== 'stateMachine') return undefined
  const { partition, region, account, stateMachineName } = machine
  const type = key.includes(':') ? 'express' : 'execution'
  return `arn:${partition}:states:${region}:${account}:${type}:${stateMachineName}:${key}`
}

/** The reference that opens a run, by its ARN. */
export function refOfRun({ sample }: { readonly sample?: string | undefined }, executionArn: string): SourceRef {
  if (sample === undefined) return { kind: 'aws', arn: executionArn }
  return { kind: 'sample', name: sampleRunName(sample, executionArn.split(':').at(-1) ?? '') }
}

/** The reference that opens a run of a list: of an Express one with the time at which its log is to be looked for. */
export function refOfListed(of: Pick<RunsOf, 'sample'>, list: RunList, position: number): SourceRef {
  const ref = refOfRun(of, list.arnAt(position))
  const placedAt = list.startedAt(position)
  if (ref.kind !== 'aws' || !isExpressArn(ref.arn) || Number.isNaN(placedAt)) return ref
  // Where only its end is told, it began no longer before than a run can take.
  return { ...ref, startedAt: list.isStartTold(position) ? placedAt : placedAt - LONGEST_EXPRESS_RUN_MS }
}
