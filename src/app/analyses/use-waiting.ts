import { useMemo } from 'react'
import { type WaitingAcross, waitingAcrossSteps } from '../../analysis/waiting-across.ts'
import { type WaitingFor, waitingSteps } from '../../analysis/waiting-for.ts'
import type { Member } from '../../forest/member.ts'
import type { Millis } from '../../history/events.ts'
import { sliced, useSliced } from '../../kit/sliced.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'

interface At<Of> {
  readonly of: Of
  readonly now: Millis
}

const acrossAt = sliced(({ of, now }: At<readonly Member[]>) => waitingAcrossSteps(of, now))
const inTreeAt = sliced(({ of, now }: At<ExecutionTree>) => waitingSteps(of, now))

/**
 * What executions wait for at `now`, worked out between frames: undefined at first where tens of thousands of states are open, and where
 * `members` is.
 */
export function useWaitingAcross(members: readonly Member[] | undefined, now: Millis): WaitingAcross | undefined {
  const question = useMemo(() => members && { of: members, now }, [members, now])
  return useSliced(acrossAt, question)
}

/** The same of one execution. */
export function useWaitingIn(tree: ExecutionTree, now: Millis): WaitingFor | undefined {
  const question = useMemo(() => ({ of: tree, now }), [tree, now])
  return useSliced(inTreeAt, question)
}
