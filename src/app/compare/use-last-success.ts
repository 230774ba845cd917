import { useEffect, useRef, useState } from 'react'
import { parseStatesArn, stateMachineArnOf } from '../../history/states-arn.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { readSampleRunName } from '../../source/sample-runs.ts'
import { SourceError, type SourceRef } from '../../source/source.ts'
import { type AskingSomewhere, lastSuccess } from '../../state/last-success.ts'
import { refOfRun } from '../../state/run-ref.ts'

export type LastSuccess =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly error: SourceError }

export interface LastSuccessAsked {
  readonly state: LastSuccess
  readonly ask: () => void
  readonly cancel: () => void
}

/** The run whose last success can be asked for; undefined for files, samples of one run, and where a Map Run started it. */
export function askingRunOf({ ref, summary, tree }: ExecutionView): AskingSomewhere | undefined {
  const sample = ref.kind === 'sample' ? readSampleRunName(ref.name)?.sample : undefined
  if (ref.kind !== 'aws' && sample === undefined) return undefined
  const arn = parseStatesArn(ref.kind === 'aws' ? ref.arn : (summary?.executionArn ?? ''))
  const startedAt = summary?.startedAt ?? tree?.root.startedAt
  if (arn?.kind !== 'execution' || arn.mapRunLabel !== undefined || startedAt === undefined) return undefined
  return { machineArn: stateMachineArnOf(arn), executionArn: arn.arn, startedAt, sample }
}

/** Asks for the success before a run when told to, and no longer than somebody is there to read it. */
export function useLastSuccess(
  asking: AskingSomewhere | undefined,
  onChoose: (ref: SourceRef) => void,
): LastSuccessAsked {
  const [state, setState] = useState<LastSuccess>({ kind: 'idle' })
  const control = useRef<AbortController>(undefined)
  useEffect(() => () => control.current?.abort(), [])
  const cancel = () => {
    control.current?.abort()
    setState({ kind: 'idle' })
  }
  const ask = () => {
    if (asking === undefined) return
    control.current?.abort()
    const own = new AbortController()
    control.current = own
    setState({ kind: 'asking' })
    lastSuccess(asking, own.signal).then(
      found => {
        if (own.signal.aborted) return
        setState({ kind: found === undefined ? 'none' : 'idle' })
        if (found !== undefined) onChoose(refOfRun(asking, found.executionArn))
      },
      (thrown: unknown) => {
        if (!own.signal.aborted) setState({ kind: 'failed', error: asError(thrown) })
      },
    )
  }
  return { state, ask, cancel }
}

function asError(thrown: unknown): SourceError {
  if (thrown instanceof SourceError) return thrown
  return new SourceError('Unexpected', 'The last success could not be asked for.', {
    why: thrown instanceof Error ? thrown.message : String(thrown),
    retryable: true,
  })
}
